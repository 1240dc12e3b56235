"""The objects of OpenAPI 3.0, 3.1 and 3.2 and their fields, as one table.

A line of the table is a field: its name, its type, and where needed the versions that have it. Marks behind a name:
`!` the field must be there, `?` it should be (a document without it can still be generated from), `~` a value of the
wrong kind does no harm and is set aside.

Types: an object of this table (`Schema`), `string`, `number`, `integer`, `boolean`, `data` (any value: never looked
into), `[T]` a list, `{T}` a mapping with free keys, `T|U` either, `'a'|'b'` one of these strings. A name with `*` is
the pattern of free keys. `@ref` allows `{$ref: …}` in place of the object.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

Version: TypeAlias = Literal["3.0", "3.1", "3.2"]
Need: TypeAlias = Literal["must", "should", "may"]
Holder: TypeAlias = Literal["one", "list", "map"]
VERSIONS: tuple[Version, ...] = ("3.0", "3.1", "3.2")
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_NOUNS = {"OpenAPI": "document", "XML": "XML object", "Info": "info object", "ExternalDocs": "externalDocs object"}
LEAVES = ("string", "number", "integer", "boolean", "data")

_TABLE = """
OpenAPI
  openapi!           string|number
  $self              string            3.2
  info!              Info
  jsonSchemaDialect~ string            3.1
  servers            [Server]
  paths?             Paths
  webhooks           {PathItem}        3.1
  components         Components
  security           [SecurityRequirement]
  tags~              [Tag]
  externalDocs~      ExternalDocs
Info
  title?~            string
  summary~           string            3.1
  description~       string
  termsOfService~    string
  contact~           Contact
  license~           License
  version?~          string
Contact
  name~              string
  url~               string
  email~             string
License
  name?~             string
  identifier~        string            3.1
  url~               string
Server
  url!               string
  name~              string            3.2
  description~       string
  variables          {ServerVariable}
ServerVariable
  enum~              [string]
  default!           string
  description~       string
Components
  schemas            {Schema}
  responses          {Response}
  parameters         {Parameter}
  examples           {Example}
  requestBodies      {RequestBody}
  headers            {Header}
  securitySchemes    {SecurityScheme}
  links              {Link}
  callbacks          {Callback}
  pathItems          {PathItem}        3.1
  mediaTypes         {MediaType}       3.2
Paths
  /*                 PathItem
PathItem @ref
  summary~           string
  description~       string
  get put post delete options head patch trace  Operation
  query              Operation         3.2
  additionalOperations {Operation}     3.2
  servers            [Server]
  parameters         [Parameter]
Operation
  tags               [string]
  summary~           string
  description~       string
  externalDocs~      ExternalDocs
  operationId        string
  parameters         [Parameter]
  requestBody        RequestBody
  responses?         Responses
  callbacks          {Callback}
  deprecated~        boolean
  security           [SecurityRequirement]
  servers            [Server]
ExternalDocs
  description~       string
  url?~              string
Parameter @ref
  name!              string
  in!                'path'|'query'|'header'|'cookie'|'querystring'
  description~       string
  required           boolean
  deprecated~        boolean
  allowEmptyValue    boolean
  style              string
  explode            boolean
  allowReserved      boolean
  schema             Schema
  content            {MediaType}
  example            data
  examples           {Example}
Header @ref
  description~       string
  required           boolean
  deprecated~        boolean
  allowEmptyValue~   boolean
  style              string
  explode            boolean
  allowReserved~     boolean
  schema             Schema
  content            {MediaType}
  example            data
  examples           {Example}
RequestBody @ref
  description~       string
  content!           {MediaType}
  required           boolean
MediaType @ref
  schema             Schema
  itemSchema         Schema            3.2
  example            data
  examples           {Example}
  encoding           {Encoding}
  prefixEncoding     [Encoding]        3.2
  itemEncoding       Encoding          3.2
Encoding
  contentType        string
  headers            {Header}
  style              string
  explode            boolean
  allowReserved      boolean
  encoding           {Encoding}        3.2
  prefixEncoding     [Encoding]        3.2
  itemEncoding       Encoding          3.2
Responses
  default            Response
  [1-5]XX*           Response
Response @ref
  summary~           string            3.2
  description?~      string
  headers            {Header}
  content            {MediaType}
  links              {Link}
Callback @ref
  *                  PathItem
Example @ref
  summary~           string
  description~       string
  value              data
  externalValue~     string
  dataValue          data              3.2
  serializedValue~   string            3.2
Link @ref
  operationRef       string
  operationId        string
  parameters         data
  requestBody        data
  description~       string
  server             Server
Tag
  name!              string
  summary~           string            3.2
  description~       string
  externalDocs~      ExternalDocs
  parent~            string            3.2
  kind~              string            3.2
SecurityRequirement
  *                  [string]
SecurityScheme @ref
  type!              'apiKey'|'http'|'mutualTLS'|'oauth2'|'openIdConnect'
  description~       string
  name               string
  in                 'query'|'header'|'cookie'
  scheme             string
  bearerFormat~      string
  flows              OAuthFlows
  openIdConnectUrl~  string
  oauth2MetadataUrl~ string            3.2
  deprecated~        boolean           3.2
OAuthFlows
  implicit           OAuthFlow
  password           OAuthFlow
  clientCredentials  OAuthFlow
  authorizationCode  OAuthFlow
  deviceAuthorization OAuthFlow        3.2
OAuthFlow
  authorizationUrl~  string
  deviceAuthorizationUrl~ string       3.2
  tokenUrl~          string
  refreshUrl~        string
  scopes?~           {string}
Discriminator
  propertyName!      string
  mapping            {string}
  defaultMapping     string            3.2
XML
  name~              string
  namespace~         string
  prefix~            string
  attribute~         boolean
  wrapped~           boolean
  nodeType~          string            3.2
Schema @ref
  type               string|[string]
  enum               [data]
  const              data              3.1
  default            data
  example            data
  examples           data
  title~             string
  description~       string
  format~            string
  multipleOf         number
  maximum            number
  exclusiveMaximum   number|boolean
  minimum            number
  exclusiveMinimum   number|boolean
  maxLength          integer
  minLength          integer
  pattern~           string
  maxItems           integer
  minItems           integer
  uniqueItems        boolean
  maxContains        integer           3.1
  minContains        integer           3.1
  maxProperties      integer
  minProperties      integer
  required           [string]
  dependentRequired  {[string]}        3.1
  properties         {Schema}
  patternProperties  {Schema}          3.1
  additionalProperties  Schema
  propertyNames      Schema            3.1
  unevaluatedProperties  Schema        3.1
  items              Schema|[Schema]
  prefixItems        [Schema]          3.1
  contains           Schema            3.1
  unevaluatedItems   Schema            3.1
  allOf oneOf anyOf  [Schema]
  not                Schema
  if then else       Schema            3.1
  dependentSchemas   {Schema}          3.1
  $defs              {Schema}          3.1
  definitions        {Schema}          3.1
  contentEncoding~   string            3.1
  contentMediaType~  string            3.1
  contentSchema      Schema            3.1
  nullable           boolean           3.0-3.0
  discriminator      Discriminator
  readOnly           boolean
  writeOnly          boolean
  deprecated~        boolean
  xml~               XML
  externalDocs~      ExternalDocs
  $schema~           string            3.1
  $comment~          string            3.1
  $id $anchor $dynamicAnchor $dynamicRef $vocabulary  data  3.1
"""


@dataclass(frozen=True, slots=True)
class FieldType:
    """One alternative of a field's type: a leaf, the choices of a string, or objects of `kind` as `holder` holds them.

    `item` is what a list or mapping of leaves holds.
    """

    holder: Holder
    kind: str
    choices: tuple[str, ...] = ()
    item: FieldType | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the table. `children` are the types that lead to further objects."""

    name: str
    types: tuple[FieldType, ...]
    need: Need
    harmless: bool
    versions: tuple[Version, ...]
    children: tuple[FieldType, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of OpenAPI: its fields, the field that free keys have, and whether `$ref` may stand in its place."""

    kind: str
    fields: Mapping[str, Field]
    free: Field | None
    referable: bool

    def field(self, key: str) -> Field | None:
        """The field of a key; None for an extension and for what the table does not know."""
        known = self.fields.get(key)
        if known or self.free is None or (key.startswith("x-") and self.kind != "SecurityRequirement"):
            return known
        return self.free

    def has_key(self, key: str) -> bool:
        """Whether a free key is one that such an object may have: a path begins with a slash, a status is a number."""
        match self.kind:
            case "Responses":
                return key in self.fields or re.fullmatch("[1-5]([0-9][0-9]|XX)", key) is not None
            case "Paths":
                return key.startswith("/")
            case _:
                return True


@cache
def shapes() -> Mapping[str, Shape]:
    """The table, by kind of object."""
    found: dict[str, Shape] = {}
    for block in re.findall(r"^\w.*\n(?: .*\n)*", _TABLE, re.MULTILINE):
        head, *lines = str(block).splitlines()
        kind, *flags = head.split()
        fields = {field.name: field for line in lines for field in _fields(line)}
        free = next((fields.pop(name) for name in list(fields) if name.endswith("*")), None)
        found[kind] = Shape(kind, fields, free, "@ref" in flags)
    return found


def _fields(line: str) -> list[Field]:
    words = line.split()
    versions: tuple[Version, ...] = VERSIONS
    if re.match(r"3\.\d", words[-1]):
        first, _, last = words.pop().partition("-")
        versions = tuple(version for version in VERSIONS if first <= version <= (last or "3.2"))
    types = tuple(_type(text) for text in _alternatives(words.pop()))
    return [_field(word, types, versions) for word in words]


def _field(word: str, types: tuple[FieldType, ...], versions: tuple[Version, ...]) -> Field:
    need: Need = "must" if "!" in word else "should" if "?" in word else "may"
    children = tuple(type for type in types if type.kind not in LEAVES)
    return Field(word.rstrip("!?~"), types, need, "~" in word, versions, children)


def _alternatives(text: str) -> list[str]:
    return [text] if text.startswith("'") else text.split("|")


def _type(text: str) -> FieldType:
    if text.startswith("'"):
        return FieldType("one", "string", choices=tuple(choice.strip("'") for choice in text.split("|")))
    if text[0] not in "[{":
        return FieldType("one", text)
    inner = _type(text[1:-1])
    return FieldType("list" if text[0] == "[" else "map", inner.kind, item=inner)


def noun(kind: str) -> str:
    """A kind of object as a sentence names it: `a media type`."""
    if kind in _NOUNS:
        return _NOUNS[kind]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower().replace("oauth", "OAuth")


def with_article(words: str) -> str:
    """`an operation`, `a schema`."""
    return f"an {words}" if words[0] in "aeioxOX" else f"a {words}"
