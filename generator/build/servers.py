"""Where requests go: servers get names, their variables become arguments of the client, and relative URLs a host."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from generator import ir
from generator.build.docs import one_line
from generator.build.naming import OPTIONS
from generator.names import Names, snake_case, words
from generator.normalize.schema import Normal, Server, ServerVariable

Group = tuple[Server, ...]

SAYS_NOTHING = {"a", "an", "the", "our", "of", "for", "to", "server", "servers", "environment", "url", "endpoint", "host", "base", "api"}
MOST_WORDS = 3  # of a description that still is a name
HOSTS = ("www", "api")  # first parts of hosts that tell nothing


@dataclass(frozen=True, slots=True)
class Places:
    """The groups of servers, the usual one first, and for the pointer of each operation that goes elsewhere the number of its group."""

    groups: tuple[Group, ...]
    of: Mapping[str, int]


def places(normal: Normal, document_url: str | None) -> Places:
    """The groups that some operation uses. A document without servers has one, at its root (OpenAPI 3.1, section 4.8.1)."""
    root = normal.servers or (Server(url="/", name="", description="", variables=()),)
    used = {one.pointer: _absolute(one.servers or root, document_url) for one in normal.operations}
    usual = _absolute(root, document_url)
    known = [*([usual] if usual in used.values() or not used else []), *used.values()]
    groups = tuple(dict.fromkeys(known))
    return Places(groups, {pointer: groups.index(one) for pointer, one in used.items() if one != groups[0]})


def _absolute(group: Group, document_url: str | None) -> Group:
    """The servers with relative URLs read from where the document is served, where that is known."""
    if not document_url:
        return group
    return tuple(one if "://" in one.url else replace(one, url=urljoin(document_url, one.url)) for one in group)


def base_url(groups: tuple[Group, ...]) -> str:
    """Where requests usually go if nobody says anything; "" where the document does not tell the host."""
    server = groups[0][0]
    url = server.url
    for variable in server.variables:
        if variable.default is None:
            return ""
        url = url.replace("{" + variable.name + "}", variable.default)
    return url.rstrip("/") if "://" in url else ""


def is_one_url(normal: Normal, groups: tuple[Group, ...]) -> bool:
    """Whether there is nothing to say of servers but one URL, or nothing at all."""
    only = len(groups) == 1 and len(groups[0]) == 1 and not groups[0][0].variables
    return only and ("://" in groups[0][0].url or not normal.servers)


def servers(found: Places, ids: Mapping[str, str], prefix: str, names: Names, taken: Collection[str]) -> ir.Servers:
    """The servers with all names. `ids` gives the name of an operation by its pointer, `taken` are the client's other arguments."""
    arguments = _argument_names(found, names, taken)
    choice = arguments.pop("")
    named = names.settle("server", _told_apart((one.url, _wish(one)) for group in found.groups for one in group))

    def variable(one: ServerVariable) -> ir.ServerVariable:
        return ir.ServerVariable(
            name=one.name, argument=arguments[one.name], env=f"{prefix}_{arguments[one.name].upper()}",
            default=one.default, values=one.values, doc=_sentence(one.description),
        )  # fmt: skip

    groups = tuple(tuple(_group(group, named, variable)) for group in found.groups)
    variables = [(one, server) for group in groups for server in group for one in server.variables]
    return ir.Servers(
        groups=groups,
        operations=tuple((ids[pointer], number) for pointer, number in found.of.items()),
        choice=_choice(choice, groups, prefix),
        variables=tuple(
            _argument(argument, [pair for pair in variables if pair[0].argument == argument])
            for argument in dict.fromkeys(one.argument for one, _ in variables)
        ),
    )


def _told_apart(wishes: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """URLs and wishes, those of one name numbered: that is no clash, as most documents name no server at all."""
    used: Counter[str] = Counter()
    for url, wish in dict(wishes).items():
        used[wish] += 1
        yield url, f"{wish}_{used[wish]}" if used[wish] > 1 else wish


def _argument_names(found: Places, names: Names, taken: Collection[str]) -> dict[str, str]:
    """Variable -> argument, and under "" the argument that chooses a server."""
    variables = dict.fromkeys(one.name for group in found.groups for server in group for one in server.variables)
    wishes = [(name, snake_case(name, "variable")) for name in variables]
    choice = "server" if "environment" in dict(wishes).values() else "environment"
    reserved = ("self", "base_url", "http_client", *OPTIONS, *taken)
    return names.settle("server variable", [*wishes, ("", choice)], taken=reserved)


def _group(
    group: Group, named: Mapping[str, str], variable: Callable[[ServerVariable], ir.ServerVariable]
) -> Iterator[ir.Server]:
    """The servers of one group. Those of several groups may be chosen by one word: `staging` is staging everywhere."""
    wishes = [_wish(one) for one in group]
    for server, wish in zip(group, wishes, strict=True):
        choice = wish if wishes.count(wish) == 1 else named[server.url]
        yield ir.Server(
            name=named[server.url], url=server.url, choice=choice if len(group) > 1 else "",
            doc=_sentence(server.description), variables=tuple(map(variable, server.variables)),
        )  # fmt: skip


def _wish(server: Server) -> str:
    """What a server is called: by its name (3.2), a few words of its description, its host, or just a server."""
    if server.name:
        return snake_case(server.name, "server")
    told = [word.lower() for word in words(server.description) if word.lower() not in SAYS_NOTHING]
    if told and len(told) <= MOST_WORDS:
        return snake_case("_".join(told), "server")
    host = urlsplit(re.sub(r"\{[^{}]*\}", "", server.url)).netloc.rpartition(":")[0] or urlsplit(server.url).netloc
    labels = [label for label in host.split(".") if label and "{" not in label]
    return snake_case(next((label for label in labels if label not in HOSTS), ""), "server")


def _choice(name: str, groups: tuple[tuple[ir.Server, ...], ...], prefix: str) -> ir.ServerArgument | None:
    """The argument that chooses among servers, where there are several to choose from."""
    known = list(dict.fromkeys(one.choice for group in groups for one in group if one.choice))
    if not known:
        return None
    usual = next(one.choice for group in groups for one in group if one.choice)
    doc = f"Which servers to ask. The usual one is {usual!r}."
    return ir.ServerArgument(name=name, annotation=_literal(known), env=f"{prefix}_{name.upper()}", doc=doc)


def _argument(name: str, found: list[tuple[ir.ServerVariable, ir.Server]]) -> ir.ServerArgument:
    """The argument for the variables of one name, which may mean another thing in each server."""
    variables = [one for one, _ in found]
    closed = all(one.values for one in variables)
    values = dict.fromkeys(value for one in variables for value in (*one.values, *([one.default] if one.default else [])))
    defaults = list(dict.fromkeys(one.default for one in variables if one.default is not None))
    usual = f"Usually {' or '.join(map(repr, defaults))}." if defaults else "It has no default."
    chosen = dict.fromkeys(server.choice for _, server in found if server.choice)
    told = [next((one.doc for one in variables if one.doc), "A part of the server's URL."), usual]
    told += [f"It goes with {', '.join(chosen)}."] if chosen else []
    annotation = _literal(values) if closed else "str"
    return ir.ServerArgument(name=name, annotation=annotation, env=variables[0].env, doc=one_line(" ".join(told)))


def _literal(values: Iterable[str]) -> str:
    return f"Literal[{', '.join(map(repr, values))}]"


def _sentence(text: str) -> str:
    line = one_line(text)
    return line if not line or line.endswith((".", "!", "?")) else f"{line}."
