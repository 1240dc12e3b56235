"""datamodel-code-generator 0.89, called: the only place that knows its options. It is loaded at the first call."""

from __future__ import annotations

from pathlib import Path

from generator import ir

TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "models"


def dcg(document: str, direction: ir.Direction) -> str:
    """The classes of a document, as one text: pydantic models for what is received, TypedDicts for what is sent.

    Annotations are final but for the prefixes of names; the order is dcg's own.
    """
    from datamodel_code_generator import generate
    from datamodel_code_generator.enums import DataModelType, DefaultValueType, InputFileType
    from datamodel_code_generator.format import PythonVersion
    from datamodel_code_generator.parser import LiteralType

    text = generate(
        document,
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.PydanticV2BaseModel if direction == "output" else DataModelType.TypingTypedDict,
        target_python_version=PythonVersion.PY_311,
        custom_template_dir=TEMPLATES,
        custom_class_name_generator=str,
        formatters=[],
        disable_timestamp=True,
        allow_remote_refs=False,
        strict_refs=True,
        strict_nullable=True,
        treat_dot_as_module=False,
        use_annotated=True,
        use_total_false_for_typed_dict=True,
        use_type_alias=True,
        enum_field_as_literal=LiteralType.All,
        deserialize_default_values=[DefaultValueType.Enum],
    )
    return text if isinstance(text, str) else ""
