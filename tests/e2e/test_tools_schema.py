"""The JSON Schema that editors use says the same as the reader, about every fixture."""

import json

import pytest

from harness import places

jsonschema = pytest.importorskip("jsonschema")
yaml = pytest.importorskip("yaml")

FIXTURES = places.SOURCE / "tests" / "fixtures" / "project"
SCHEMA = json.loads((places.prefix() / "share/tao-shim/tao-project.schema.json").read_text())


class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: of the words only true, false and null are more than a text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, expression) for tag, expression in resolvers if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:int")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", yaml.resolver.re.compile(r"^(?:true|false)$"), list("tf"))
Loader.add_implicit_resolver("tag:yaml.org,2002:int", yaml.resolver.re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))


def with_text_keys(value):
    """JSON has no other keys."""
    if isinstance(value, dict):
        return {str(key): with_text_keys(entry) for key, entry in value.items()}
    return [with_text_keys(entry) for entry in value] if isinstance(value, list) else value


def schema_accepts(fixture):
    content = with_text_keys(yaml.load(fixture.read_text(), Loader))
    return jsonschema.Draft7Validator(SCHEMA).is_valid(content)


def fixtures(kind):
    return sorted((FIXTURES / kind).glob("*.yaml"))


@pytest.fixture
def reader_accepts(home, run):
    def make(fixture):
        project = home.project("project", yaml="")
        home.write(project / "tao-project.yaml", fixture.read_text())
        result = run([places.prefix() / "bin/tao-shim", "check", "--json"], home=home, cwd=project, env={"USER": "u"})
        # 77: right, and the user has not said yet that it may have what it asks for.
        assert result.status in (0, 77, 78), result.errors
        return result.status != 78

    return make


def test_the_schema_is_one():
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("fixture", fixtures("valid"), ids=lambda file: file.stem)
def test_both_accept(fixture, reader_accepts):
    assert reader_accepts(fixture)
    assert schema_accepts(fixture)


@pytest.mark.parametrize("fixture", fixtures("invalid"), ids=lambda file: file.stem)
def test_both_refuse(fixture, reader_accepts):
    assert not reader_accepts(fixture)
    assert not schema_accepts(fixture)
