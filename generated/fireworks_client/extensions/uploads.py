"""Uploads of custom models: `client.models.upload`.

The server gives a signed URL for each file; the files are put there side by side, and then the server is asked whether
it has seen them all (the way that clients in use go; no page of the vendor describes it).
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias, Unpack

from .._runtime.elsewhere import AsyncElsewhere, Elsewhere, Parcel, Stopped
from .._runtime.errors import APIError, APITimeoutError, BadRequestError, RequestValidationError
from .._runtime.faults import Fault
from .._runtime.options import RequestOptions
from .files import ASKED, AsyncPieces, File, Files, Pieces, files_of, refuse_changed
from .progress import Meter, Progress, reported

if TYPE_CHECKING:
    from concurrent.futures import Future

    from .. import models
    from ..resources.models import AsyncModels, Models

Parcels: TypeAlias = dict[File, Parcel]
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0
UNSEEN = "FAILED_PRECONDITION"


def upload(
    self: Models,
    model_id: str,
    files: Files,
    *,
    progress: Progress | bool = True,
    concurrency: int = 4,
    validation_timeout: float = 600.0,
    skip_hf_config_validation: bool | None = None,
    trust_remote_code: bool | None = None,
    account_id: str | None = None,
    **options: Unpack[RequestOptions],
) -> models.ValidateModelUploadResponse:
    """Upload the files of a model that was created before, and wait until the server has seen them.

    Args:
        model_id: Id of the model, which `create` has made.
        files: A folder, whose files keep their relative names; a file or several; or paths by the names that they get.
        progress: A function that is told how far it is, by one thread at a time; True for a bar where the error stream
            is a terminal, False for nothing.
        concurrency: How many files are under way at a time, at least 1.
        validation_timeout: Seconds that the server may take to see the files once all are there.
        skip_hf_config_validation: Whether the server leaves the model's Hugging Face configuration unread.
        trust_remote_code: Whether the server may run code that comes with the model to read it.
        account_id: Bare id of the account, such as `my-account`.
        options: `timeout` bounds each operation on a socket, `deadline` the whole upload.

    Raises:
        RequestValidationError: The files are none, or two get the same name, or `concurrency` is less than 1; nothing was
            sent.
        APITimeoutError: The deadline is over, or the server has not seen the files in time.
        APIError: A file could not be put (it is named), or changed meanwhile. The model stays as it is: upload it again.
    """
    _refuse_concurrency(concurrency)
    found, ends = files_of(files), _ends(options)
    answer = self.get_upload_endpoint(
        model_id, filename_to_size=_sizes(found), account_id=account_id, **_until(ends, options)
    )
    parcels = _parcels(found, answer.filename_to_signed_urls)
    sender = Elsewhere(self._client, options, ends)  # pyright: ignore[reportPrivateUsage]
    with reported(progress) as tell:
        _put_all(sender, parcels, Meter(found, tell), concurrency)
    patience = _Patience(ends, validation_timeout)
    while True:
        try:
            return self.validate_upload(
                model_id,
                skip_hf_config_validation=skip_hf_config_validation,
                trust_remote_code=trust_remote_code,
                account_id=account_id,
                **_until(patience.ends, options),
            )
        except BadRequestError as refusal:
            time.sleep(patience.pause(refusal))


async def async_upload(
    self: AsyncModels,
    model_id: str,
    files: Files,
    *,
    progress: Progress | bool = True,
    concurrency: int = 4,
    validation_timeout: float = 600.0,
    skip_hf_config_validation: bool | None = None,
    trust_remote_code: bool | None = None,
    account_id: str | None = None,
    **options: Unpack[RequestOptions],
) -> models.ValidateModelUploadResponse:
    """Upload the files of a model that was created before, and wait until the server has seen them.

    Arguments and errors are those of `Models.upload`; cancelling the task ends all of it.
    """
    import anyio

    _refuse_concurrency(concurrency)
    found, ends = files_of(files), _ends(options)
    answer = await self.get_upload_endpoint(
        model_id, filename_to_size=_sizes(found), account_id=account_id, **_until(ends, options)
    )
    parcels = _parcels(found, answer.filename_to_signed_urls)
    sender = AsyncElsewhere(self._client, options, ends)  # pyright: ignore[reportPrivateUsage]
    with reported(progress) as tell:
        await _put_all_async(sender, parcels, Meter(found, tell), concurrency)
    patience = _Patience(ends, validation_timeout)
    while True:
        try:
            return await self.validate_upload(
                model_id,
                skip_hf_config_validation=skip_hf_config_validation,
                trust_remote_code=trust_remote_code,
                account_id=account_id,
                **_until(patience.ends, options),
            )
        except BadRequestError as refusal:
            await anyio.sleep(patience.pause(refusal))


def _put_all(sender: Elsewhere, parcels: Parcels, meter: Meter, concurrency: int) -> None:
    """Put every file. Whatever happens, no thread of ours is left."""
    from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

    pool = ThreadPoolExecutor(min(concurrency, len(parcels)), "upload")
    futures: dict[Future[None], File] = {}
    try:
        for file, parcel in parcels.items():
            futures[pool.submit(_put, sender, file, parcel, meter)] = file
        wait(futures, timeout=sender.left, return_when=FIRST_EXCEPTION)
    finally:
        sender.stop()  # those that are done do not hear it
        pool.shutdown(cancel_futures=True)
        sender.close()
    failures = [error for future in futures if not future.cancelled() and (error := future.exception())]
    failures += [APITimeoutError("the deadline is over before every file is there", asked=ASKED)]
    done = sum(not future.cancelled() and future.exception() is None for future in futures)
    _raise_first(failures, meter, done, len(parcels))


def _put(sender: Elsewhere, file: File, parcel: Parcel, meter: Meter) -> None:
    """Put one file; where that fails, no other is begun."""
    try:
        sender.put(parcel, Pieces(file, meter))
        refuse_changed(file)
    except BaseException:
        sender.stop()
        raise


async def _put_all_async(sender: AsyncElsewhere, parcels: Parcels, meter: Meter, concurrency: int) -> None:
    """Put every file. Whatever happens, no task of ours is left."""
    import anyio

    turns, failures, done = anyio.Semaphore(concurrency), list[BaseException](), list[File]()

    async def put(file: File, parcel: Parcel) -> None:
        async with turns:
            try:
                await sender.put(parcel, AsyncPieces(file, meter))
                refuse_changed(file)
                done.append(file)
            except Exception as error:
                failures.append(error)
                group.cancel_scope.cancel()

    try:
        with anyio.move_on_after(sender.left):
            async with anyio.create_task_group() as group:
                for file, parcel in parcels.items():
                    group.start_soon(put, file, parcel)
    finally:
        with anyio.CancelScope(shield=True):
            await sender.close()
    failures += [APITimeoutError("the deadline is over before every file is there", asked=ASKED)]
    _raise_first(failures, meter, len(done), len(parcels))


def _refuse_concurrency(concurrency: object) -> None:
    if isinstance(concurrency, bool) or not isinstance(concurrency, int) or concurrency < 1:
        fault = Fault("concurrency", "minimum", f"{concurrency!r} is not a whole number of 1 or more")
        raise RequestValidationError([fault], asked=ASKED)


def _raise_first(failures: list[BaseException], meter: Meter, done: int, count: int) -> None:
    """Raise what kept a file from being put, if one is missing; the other files were stopped because of it."""
    if meter.raised is not None:
        raise meter.raised
    if done == count:
        return
    first = next(error for error in failures if not isinstance(error, Stopped))
    if isinstance(first, APIError) and not first.hint:
        first.hint = f"{done} of {count} files were uploaded; the model stays as it was"
    raise first


def _parcels(files: tuple[File, ...], urls: Mapping[str, str] | None) -> Parcels:
    """What is put where. Raises APIError where the server gave no address for a file."""
    missing = [repr(file.name) for file in files if file.name not in (urls or {})]
    if missing or urls is None:
        raise APIError(f"the server gave no address for {', '.join(missing)}", asked=ASKED)
    return {file: Parcel(ASKED.operation, file.name, urls[file.name], _headers(file)) for file in files}


def _headers(file: File) -> dict[str, str]:
    """The header fields of a file. The last one lets the storage refuse any other size."""
    return {
        "content-type": "application/octet-stream",
        "content-length": str(file.size),
        "x-goog-content-length-range": f"{file.size},{file.size}",
    }


def _sizes(files: tuple[File, ...]) -> dict[str, str]:
    return {file.name: str(file.size) for file in files}


def _ends(options: RequestOptions) -> float:
    """The monotonic time at which all must be over."""
    deadline = options.get("deadline")
    return math.inf if deadline is None else time.monotonic() + deadline


def _until(ends: float, options: RequestOptions) -> RequestOptions:
    """The options of one call within the upload, with what is left of the time."""
    merged = RequestOptions(**options)
    if ends < math.inf:
        merged["deadline"] = max(ends - time.monotonic(), 0.001)
    return merged


class _Patience:
    """How long the server is asked again, ever more slowly, whether it has seen the files."""

    def __init__(self, ends: float, seconds: float) -> None:
        self.ends = min(ends, time.monotonic() + seconds)
        self._next = FIRST_PAUSE

    def pause(self, refusal: BadRequestError) -> float:
        """The seconds to wait after a refusal. Raises it where it says something else than that files are missing."""
        if refusal.code != UNSEEN:
            raise refusal
        if time.monotonic() + self._next >= self.ends:
            said = f"the files are uploaded, but the server has not seen them in time: {refusal.reason}"
            raise APITimeoutError(said, asked=ASKED) from refusal
        self._next = min(2 * self._next, LONGEST_PAUSE)
        return self._next / 2
