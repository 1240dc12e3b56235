"""Joins the files of a document: walks its objects by kind, and makes every reference local.

What another file holds is copied to `components` under a name of its own and referred to from there; a path item is
copied to its path. What stands in data (examples, defaults, enums, extensions) is never taken for a reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.findings import Finding, SpecError, quoted, short_name
from generator.grammar import noun, with_article
from generator.load import Source, is_object
from generator.positions import Place, escaped
from generator.resolve.document import Mend, origin
from generator.resolve.folder import Absent, Folder, Outside
from generator.resolve.items import Item, children
from generator.resolve.refs import copied, local, pointer_of
from generator.resolve.targets import Dangling, Target, free_name, target

SECTIONS = {
    "Schema": "schemas",
    "Response": "responses",
    "Parameter": "parameters",
    "Example": "examples",
    "RequestBody": "requestBodies",
    "Header": "headers",
    "SecurityScheme": "securitySchemes",
    "Link": "links",
    "Callback": "callbacks",
    "PathItem": "pathItems",
    "MediaType": "mediaTypes",
}
TEXTS = (".md", ".markdown", ".txt", ".html")
COPIES = 10_000
"""How many objects may be copied in place of a reference."""


class Visit(NamedTuple):
    """An object to go into: `source` is the file that its relative references start from.

    `copies` are the references on the way here that a copy stands for: one that comes back leads in a circle.
    """

    item: Item
    source: Source
    copies: tuple[tuple[str, str], ...] = ()


class Refer(NamedTuple):
    """A reference of the joined document: the object that holds it and its text as written."""

    item: Item
    text: str


class Joiner:
    """The joining of one document: what it holds grows while the document is walked."""

    def __init__(self, folder: Folder, root: dict[str, object]) -> None:
        self.root = root
        self.items: list[Item] = []
        self.refers: list[Refer] = []
        self.findings: list[Finding] = []
        self.mends: list[Mend] = []
        self.origins: dict[str, Place] = {"": Place(folder.entry.file)}
        self._folder = folder
        self._top = Item("OpenAPI", root, None, "")
        self._homes: dict[tuple[str, str], str] = {}
        self._pending: list[Visit] = []
        self._joined: list[Visit] = []
        self._added: dict[str, dict[str, object]] = {section: {} for section in SECTIONS.values()}
        self._copies = 0

    def walk(self) -> None:
        """Walks the whole document in the order of its text, then what came from other files."""
        self._claim_components()
        self._walk_from(Visit(self._top, self._folder.entry))

    def walk_target(self, kind: str, node: dict[str, object], pointer: str) -> None:
        """Walks what a reference means where the grammar knows of no object: under `x-` or `definitions`."""
        self._walk_from(Visit(Item(kind, node, self._top, pointer), self._folder.entry))

    def find(self, code: str, pointer: str, *, message: str, fix: str) -> None:
        """Adds a warning at a pointer of the joined document."""
        self.findings.append(Finding(code, "warning", origin(self.origins, pointer), message, fix))

    def dangling(self, item: Item, fault: Dangling) -> None:
        """Adds the finding on a reference that leads nowhere. A schema may be allowed to be any value instead."""
        lift = ""
        if item.kind == "Schema":
            lift = "the schema is treated as any value"
            self.mends.append(Mend(item.node, "$ref"))
        pointer = item.pointer
        place = origin(self.origins, f"{pointer}/$ref")
        self.findings.append(Finding(fault.code, "error", place, fault.message, fault.fix, short_name(pointer), lift))

    def _walk_from(self, start: Visit) -> None:
        self._pending = [start]
        while self._pending:
            visit = self._entered(self._pending.pop())
            if visit is not None:
                self.items.append(visit.item)
                self._pending += reversed(list(self._below(visit)))
            if not self._pending:
                self._pending, self._joined = self._joined[::-1], []
        self._add_components()

    # --- references ----------------------------------------------------------------------------------------------

    def _entered(self, visit: Visit) -> Visit | None:
        """The object to go into: itself, or the copy in place of its reference; None where that leads nowhere."""
        item = visit.item
        try:
            while isinstance(text := item.node.get("$ref"), str):
                found = target(self._folder, text, visit.source)
                if item.shape.referable and not self._belongs_here(item, found):
                    self._refer(item, text, found)
                    return visit
                visit = self._replaced(visit, text, found)
        except Dangling as fault:
            self.dangling(item, fault)
            return visit if item.kind == "Schema" else None
        if "$ref" in item.node and item.shape.referable:
            self.dangling(item, Dangling("ref-syntax", "a $ref is text", "write the place of what is meant"))
            return None
        return visit

    def _belongs_here(self, item: Item, found: Target) -> bool:
        """Whether the target is copied to where its reference stands: to a path, or to the component named after it."""
        if item.kind == "PathItem" and item.up is not None and item.up.kind in ("Paths", "OpenAPI"):
            return not item.step.startswith("/components/")
        return found.source is not self._folder.entry and self._homes.get(found.key) == item.pointer

    def _replaced(self, visit: Visit, text: str, found: Target) -> Visit:
        """The visit of what was copied in place of a reference; keys beside the reference stay."""
        item = visit.item
        siblings = {key: value for key, value in item.node.items() if key != "$ref"}
        pointers = [f"{item.pointer}/{escaped(key)}" for key in siblings]
        places = {pointer: origin(self.origins, pointer) for pointer in pointers}
        place = origin(self.origins, f"{item.pointer}/$ref")
        node, visit = self._copy(visit, item.pointer, found)
        if not is_object(node):
            raise Dangling("ref-kind", f"{quoted(text)} is no mapping", f"refer to {with_article(noun(item.kind))}")
        if not item.shape.referable:
            self._misplaced(place, text)
        self.origins |= places
        item.node.clear()
        item.node.update({**node, **siblings})
        return visit

    def _refer(self, item: Item, text: str, found: Target) -> None:
        """Makes the reference of an object local, and keeps it to be looked after when all is joined."""
        if found.source is not self._folder.entry:
            item.node["$ref"] = local(self._home(found) or self._component(item.kind, text, found))
        elif found.ref.path:
            item.node["$ref"] = local(found.ref.pointer)
        self.refers.append(Refer(item, text))

    def _below(self, visit: Visit) -> Iterator[Visit]:
        """The objects within one; what its `properties` or `description` refer to as a whole is put in."""
        item = visit.item
        moved: dict[str, Visit] = {}
        for key, value in list(item.node.items()):
            field = item.shape.field(key)
            if field is None or not is_object(value) or not isinstance(text := value.get("$ref"), str):
                continue
            if field.children and field.children[0].holder != "one":
                moved[escaped(key)] = self._moved(visit, key, text)
            elif field.types[0].kind == "string" and field.types[0].holder == "one":
                self._put_text(visit, key, text)
        if item.kind == "Discriminator":
            self._map(visit)
        for child in children(item):
            way = moved.get(child.step.split("/")[1], visit)
            yield Visit(child, way.source, way.copies)

    def _moved(self, visit: Visit, key: str, text: str) -> Visit:
        """Puts the list or mapping that `key` refers to in its place."""
        item, pointer = visit.item, f"{visit.item.pointer}/{escaped(key)}"
        node: object = {"$ref": text}
        while is_object(node) and isinstance(ref := node.get("$ref"), str):
            place = origin(self.origins, f"{pointer}/$ref")
            try:
                node, visit = self._copy(visit, pointer, target(self._folder, ref, visit.source))
            except Dangling as fault:
                self.findings.append(Finding(fault.code, "error", place, fault.message, fault.fix))
                node = {}
                break
            self._misplaced(place, ref)
        item.node[key] = node
        return visit

    def _misplaced(self, place: Place, text: str) -> None:
        message = f"OpenAPI has no $ref here; what {quoted(text)} means is put in its place"
        fix = "write it out here, or refer to each object in it"
        self.findings.append(Finding("ref-misplaced", "warning", place, message, fix))

    def _put_text(self, visit: Visit, key: str, text: str) -> None:
        """Puts the text of a Markdown file where a description refers to it: not legal, but common."""
        node, pointer = visit.item.node, f"{visit.item.pointer}/{escaped(key)}/$ref"
        if not text.endswith(TEXTS):
            return
        try:
            node[key] = self._folder.text(text, visit.source)
            self.find(
                "ref-misplaced",
                pointer,
                message=f"OpenAPI has no $ref here; the text of {quoted(text)} is put in",
                fix="",
            )
        except (Outside, Absent, SpecError):
            self.mends.append(Mend(node, key))
            message = f"{quoted(text)} is no text file in the folder of the document"
            self.find("ref-file-missing", pointer, message=message, fix="write the text itself")

    def _map(self, visit: Visit) -> None:
        """Makes the references of a discriminator's mapping local; names of schemas stay."""
        mapping = visit.item.node.get("mapping")
        entry = self._folder.entry
        for value, text in list(mapping.items()) if is_object(mapping) else ():
            if not isinstance(text, str) or not (
                "#" in text or "/" in text or text.endswith((".yaml", ".yml", ".json"))
            ):
                continue
            try:
                found = target(self._folder, text, visit.source)
                pointer = found.ref.pointer
                if found.source is not entry:
                    pointer = self._home(found) or self._component("Schema", text, found)
            except Dangling:
                continue  # lint tells of mappings that lead nowhere
            if is_object(mapping) and (found.source is not entry or found.ref.path):
                mapping[value] = local(pointer)

    # --- copies --------------------------------------------------------------------------------------------------

    def _copy(self, visit: Visit, pointer: str, found: Target) -> tuple[object, Visit]:
        """A copy of the target that is to stand at `pointer`, and the visit to go on with. Raises Dangling."""
        node = found.node()
        self._copies += 1
        if found.key in visit.copies or self._copies > COPIES:
            message = "this reference leads back to itself"
            raise Dangling("ref-cycle", message, "write the object out where the circle should end")
        self.origins[pointer] = Place(found.source.file, found.ref.pointer)
        self._homes.setdefault(found.key, pointer)
        return copied(node), Visit(visit.item, found.source, (*visit.copies, found.key))

    def _component(self, kind: str, text: str, found: Target) -> str:
        """Copies the target to `components`, where it is walked later, and gives its pointer. Raises Dangling."""
        node = found.node()
        if not is_object(node) and not (kind == "Schema" and isinstance(node, bool)):
            raise Dangling("ref-kind", f"{quoted(text)} is no mapping", f"refer to {with_article(noun(kind))}")
        name = free_name(found, self._taken(SECTIONS[kind]))
        pointer = f"/components/{SECTIONS[kind]}/{escaped(name)}"
        copy = self._added[SECTIONS[kind]][name] = copied(node)
        self.origins[pointer] = Place(found.source.file, found.ref.pointer)
        self._homes[found.key] = pointer
        if is_object(copy):
            self._joined.append(Visit(Item(kind, copy, self._top, pointer), found.source))
        return pointer

    def _taken(self, section: str) -> set[str]:
        """The names of a section of components, those included that it refers to as a whole."""
        components = self.root.get("components")
        named = components.get(section) if is_object(components) else None
        if is_object(named) and isinstance(text := named.get("$ref"), str):
            try:
                named = target(self._folder, text, self._folder.entry).node()
            except Dangling:
                named = None
        return {*self._added[section], *(named if is_object(named) else ())}

    def _add_components(self) -> None:
        """Hangs what came from other files into the tree: only now, so that the walk does not come there twice."""
        for section, named in self._added.items():
            components = self.root.setdefault("components", {}) if named else None
            present = components.setdefault(section, {}) if is_object(components) else None
            if is_object(present):
                present.update(named)

    def _home(self, found: Target) -> str:
        """The pointer at which the target, or something around it, stands in the joined document already."""
        tokens = found.ref.tokens
        for length in range(len(tokens), -1, -1):
            home = self._homes.get((found.source.file, pointer_of(tokens[:length])))
            if home is not None:
                return home + pointer_of(tokens[length:])
        return ""

    def _claim_components(self) -> None:
        """Keeps the name of each component of the entry file that only refers to another file for what it means."""
        components = self.root.get("components")
        for section in SECTIONS.values():
            named = components.get(section) if is_object(components) else None
            for name, node in named.items() if is_object(named) else ():
                text = node.get("$ref") if is_object(node) and len(node) == 1 else None
                if not isinstance(text, str) or text.startswith("#"):
                    continue
                try:
                    found = target(self._folder, text, self._folder.entry)
                except Dangling:
                    continue  # told of when the walk comes here
                if found.source is not self._folder.entry:
                    self._homes.setdefault(found.key, f"/components/{section}/{escaped(name)}")
