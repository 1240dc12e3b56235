"""Uploads of custom models: `client.models.upload`.

The server gives a signed URL for each file; the files are put there side by side, and then the server is asked whether
it has seen them all (the way that clients in use go; no page of the vendor describes it).
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Unpack

from .._runtime.elsewhere import AsyncElsewhere, Elsewhere, Stopped
from .._runtime.errors import APIError, APIStatusError, APITimeoutError, BadRequestError, RequestValidationError
from .._runtime.faults import Fault
from .._runtime.options import RequestOptions
from .addresses import Addresses, AsyncAddresses, Parcels, is_expired, parcels_of
from .files import ASKED, AsyncPieces, File, Files, Pieces, files_of, refuse_changed
from .progress import Meter, Progress, reported

if TYPE_CHECKING:
    from concurrent.futures import Future

    from .. import models
    from ..resources.models import AsyncModels, Models

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
        RequestValidationError: The files are none, or two get the same name, or `concurrency` is less than 1, or
            `progress` no function; nothing was sent.
        APITimeoutError: The deadline is over, or the server has not seen the files in time.
        APIError: A file could not be put (it is named), or changed meanwhile. The model stays as it is: upload it again.
            Where only the time of the signed URLs was over, they are asked for anew, once a file.
    """
    _refuse_wrong(concurrency, progress)
    found, ends = files_of(files), _ends(options)

    def ask() -> Parcels:
        sizes = {file.name: str(file.size) for file in found}
        until = _until(ends, options)
        answer = self.get_upload_endpoint(model_id, filename_to_size=sizes, account_id=account_id, **until)
        return parcels_of(found, answer.filename_to_signed_urls)

    addresses = Addresses(ask, ask())
    sender = Elsewhere(self._client, options, ends)  # pyright: ignore[reportPrivateUsage]
    with reported(progress) as tell:
        _put_all(sender, addresses, Meter(found, tell), concurrency)
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

    _refuse_wrong(concurrency, progress)
    found, ends = files_of(files), _ends(options)

    async def ask() -> Parcels:
        sizes = {file.name: str(file.size) for file in found}
        until = _until(ends, options)
        answer = await self.get_upload_endpoint(model_id, filename_to_size=sizes, account_id=account_id, **until)
        return parcels_of(found, answer.filename_to_signed_urls)

    addresses = AsyncAddresses(ask, await ask())
    sender = AsyncElsewhere(self._client, options, ends)  # pyright: ignore[reportPrivateUsage]
    with reported(progress) as tell:
        await _put_all_async(sender, addresses, Meter(found, tell), concurrency)
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


def _put_all(sender: Elsewhere, addresses: Addresses, meter: Meter, concurrency: int) -> None:
    """Put every file. Whatever happens, no thread of ours is left."""
    from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

    files = tuple(addresses.parcels)
    pool = ThreadPoolExecutor(min(concurrency, len(files)), "upload")
    futures: list[Future[None]] = []
    try:
        futures += [pool.submit(_put, sender, file, addresses, meter) for file in files]
        wait(futures, timeout=sender.left, return_when=FIRST_EXCEPTION)
    finally:
        sender.stop()  # those that are done do not hear it
        pool.shutdown(cancel_futures=True)
        sender.close()
    failures = [error for future in futures if not future.cancelled() and (error := future.exception())]
    failures += [APITimeoutError("the deadline is over before every file is there", asked=ASKED)]
    done = sum(not future.cancelled() and future.exception() is None for future in futures)
    _raise_first(failures, meter, done, len(files))


def _put(sender: Elsewhere, file: File, addresses: Addresses, meter: Meter) -> None:
    """Put one file, once more where its address has expired; where that fails, no other is begun."""
    parcel = addresses.parcels[file]
    try:
        try:
            sender.put(parcel, Pieces(file, meter))
        except APIStatusError as refusal:
            _refuse_unless_expired(refusal)
            sender.put(addresses.renewed(file, parcel), Pieces(file, meter))
        refuse_changed(file)
    except BaseException:
        sender.stop()
        raise


async def _put_all_async(sender: AsyncElsewhere, addresses: AsyncAddresses, meter: Meter, concurrency: int) -> None:
    """Put every file. Whatever happens, no task of ours is left."""
    import anyio

    turns, failures, done = anyio.Semaphore(concurrency), list[BaseException](), list[File]()

    async def put(file: File) -> None:
        async with turns:
            try:
                await _put_async(sender, file, addresses, meter)
                done.append(file)
            except Exception as error:
                failures.append(error)
                group.cancel_scope.cancel()

    try:
        with anyio.move_on_after(sender.left):
            async with anyio.create_task_group() as group:
                for file in addresses.parcels:
                    group.start_soon(put, file)
    finally:
        with anyio.CancelScope(shield=True):
            await sender.close()
    failures += [APITimeoutError("the deadline is over before every file is there", asked=ASKED)]
    _raise_first(failures, meter, len(done), len(addresses.parcels))


async def _put_async(sender: AsyncElsewhere, file: File, addresses: AsyncAddresses, meter: Meter) -> None:
    """Put one file, once more where its address has expired."""
    parcel = addresses.parcels[file]
    try:
        await sender.put(parcel, AsyncPieces(file, meter))
    except APIStatusError as refusal:
        _refuse_unless_expired(refusal)
        await sender.put(await addresses.renewed(file, parcel), AsyncPieces(file, meter))
    refuse_changed(file)


def _refuse_unless_expired(refusal: APIStatusError) -> None:
    if not is_expired(refusal):
        raise refusal


def _refuse_wrong(concurrency: object, progress: object) -> None:
    """Raise RequestValidationError for what no upload can be made with."""
    faults: list[Fault] = []
    if isinstance(concurrency, bool) or not isinstance(concurrency, int) or concurrency < 1:
        faults.append(Fault("concurrency", "minimum", f"{concurrency!r} is not a whole number of 1 or more"))
    if not (isinstance(progress, bool) or callable(progress)):
        faults.append(Fault("progress", "type", f"{progress!r} is neither a function nor True or False"))
    if faults:
        raise RequestValidationError(faults, asked=ASKED)


def _raise_first(failures: list[BaseException], meter: Meter, done: int, count: int) -> None:
    """Raise what kept a file from being put, if one is missing; the other files were stopped because of it."""
    if meter.raised is not None:
        raise meter.raised
    if done == count:
        return
    first = next(error for error in failures if not isinstance(error, Stopped))
    if isinstance(first, APIError):
        said = f"{done} of {count} files were uploaded; the model stays as it was"
        first.hint = f"{first.hint}; {said}" if first.hint and first.status_code else said
    raise first


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
