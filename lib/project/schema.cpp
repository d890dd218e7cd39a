#include "project/schema.hpp"

#include <string_view>

namespace tao::project {

namespace {

constexpr std::string_view schema_beginning = R"json({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "tao-project.yaml, version 1",
  "description": "What the tasks of a project see and how they run; see tao-project.yaml(5)",
  "type": "object", "additionalProperties": false, "required": ["version"], "properties": )json";

constexpr std::string_view definitions = R"json(,
  "definitions": {
    "reference": {
      "description": "A value from outside: ${NAME}, ${NAME:-default}, ${NAME:?message}",
      "type": "string", "pattern": "\\$\\{[^}]*\\}"},
    "name": {"anyOf": [
      {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}, {"type": "integer"}, {"$ref": "#/definitions/reference"}]},
    "path": {"anyOf": [{"type": "string", "pattern": "^[^\\n\\u0000]+$"}, {"type": "number"}]},
    "switch": {"anyOf": [{"type": "boolean"}, {"$ref": "#/definitions/reference"}]},
    "variables": {"anyOf": [
      {"type": "null"},
      {"type": "object", "propertyNames": {"pattern": "^[A-Za-z_][A-Za-z0-9_]*$"},
       "additionalProperties": {"type": ["string", "number", "boolean", "null"]}},
      {"type": "array", "items": {
        "type": "object", "additionalProperties": false, "required": ["variable", "value"], "properties": {
          "variable": {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"},
          "value": {"type": ["string", "number", "boolean", "null"]}}}}]}
  }
})json";

class Schema {
  public:
    explicit Schema(Keys table) : table_(table) {}

    // {"NAME": SCHEMA, ...} of the keys directly below the path.
    std::string keys_below(std::string_view path) const {
        std::string result;
        for (const std::string& name : KeyNames(table_).below(path)) {
            const std::string full = path.empty() ? name : std::string(path) + "." + name;
            result += (result.empty() ? "" : ", ") + ("\"" + name + "\": ") + value_of(full);
        }
        return "{" + result + "}";
    }

  private:
    std::string value_of(std::string_view path) const {
        const Key* key = find_key(path, table_);
        if (key == nullptr) return "{}";
        std::string form(key->schema);
        replace(form, "@keys@", [&] { return keys_below(path); });
        replace(form, "@entry@", [&] { return value_of(std::string(path) + "[]"); });
        return "{\"description\": \"" + std::string(key->name.about) + "\", " + form + "}";
    }

    template <typename Value>
    static void replace(std::string& form, std::string_view mark, Value value) {
        if (const auto at = form.find(mark); at != std::string::npos) form.replace(at, mark.size(), value());
    }

    Keys table_;
};

}  // namespace

std::string json_schema(Keys table) {
    return std::string(schema_beginning) + Schema(table).keys_below("") + std::string(definitions);
}

}  // namespace tao::project
