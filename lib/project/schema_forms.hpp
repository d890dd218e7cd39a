#pragma once

#include <string_view>

// The JSON Schema of values, for the rows of the table of keys: the members of an object. What each says, the reader
// says too.
namespace tao::project::schema_form {

inline constexpr std::string_view version = R"("const": 1)";
inline constexpr std::string_view name = R"("$ref": "#/definitions/name")";
inline constexpr std::string_view path = R"("$ref": "#/definitions/path")";
inline constexpr std::string_view on_off = R"("$ref": "#/definitions/switch")";  // true or false
inline constexpr std::string_view variables = R"("$ref": "#/definitions/variables")";

inline constexpr std::string_view list = R"("type": ["array", "null"], "items": @entry@)";
inline constexpr std::string_view map =
    R"("type": ["object", "null"], "additionalProperties": false, "properties": @keys@)";

// A path with a colon in its name, or two of them.
inline constexpr std::string_view mount = R"("oneOf": [
    {"description": "SOURCE:DESTINATION, or a path that is the same on both sides", "type": "string",
     "pattern": "^([^:$]|\\$\\$|\\$\\{[^}]*\\})+(:([^:$]|\\$\\$|\\$\\{[^}]*\\})+)?$"},
    {"type": "object", "additionalProperties": false, "required": ["source", "destination"], "properties": @keys@}])";

inline constexpr std::string_view user = R"("anyOf": [
    {"type": "integer", "minimum": 0},
    {"type": "string", "pattern": "^(host|[0-9]+(:[0-9]+)?)$"},
    {"$ref": "#/definitions/reference"}])";
inline constexpr std::string_view size = R"("anyOf": [
    {"type": "integer", "minimum": 0},
    {"type": "string", "pattern": "^[0-9]+([bB]|[kKmMgGtT][bB]?)?$"},
    {"$ref": "#/definitions/reference"}])";
inline constexpr std::string_view limits = R"("type": ["object", "null"], "propertyNames": {"enum": [
    "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio",
    "rttime", "sigpending", "stack"]}, "additionalProperties": @entry@)";
inline constexpr std::string_view limit = R"("anyOf": [
    {"type": "integer", "minimum": -1}, {"$ref": "#/definitions/reference"}])";
inline constexpr std::string_view network = R"("anyOf": [
    {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.:-]*$"},
    {"type": "integer", "minimum": 0},
    {"$ref": "#/definitions/reference"}])";
inline constexpr std::string_view ports = R"("type": ["object", "null"],
    "propertyNames": {"pattern":
      "^([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])(/(tcp|udp|sctp))?$"},
    "additionalProperties": {"anyOf": [
      {"type": "integer", "minimum": 1, "maximum": 65535},
      {"type": "string",
       "pattern": "^([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$"},
      {"$ref": "#/definitions/reference"}]})";
inline constexpr std::string_view always_true =
    R"("anyOf": [{"const": true}, {"$ref": "#/definitions/reference"}])";

inline constexpr std::string_view gpus = R"("anyOf": [
    {"enum": ["all", "none"]},
    {"$ref": "#/definitions/reference"},
    {"type": "array", "minItems": 1, "uniqueItems": true, "items": @entry@}])";
inline constexpr std::string_view gpu = R"("anyOf": [
    {"type": "integer", "minimum": 0, "maximum": 1024}, {"$ref": "#/definitions/reference"}])";
inline constexpr std::string_view engine = R"("anyOf": [
    {"enum": ["auto", "launcher", "docker", "podman", "apptainer", "slurm"]}, {"$ref": "#/definitions/reference"}])";
inline constexpr std::string_view slurm_option = R"("type": ["string", "integer"], "minLength": 1)";
inline constexpr std::string_view slurm_container = R"("anyOf": [
    {"enum": ["auto", "docker", "podman", "apptainer", "pyxis"]}, {"$ref": "#/definitions/reference"}])";
inline constexpr std::string_view images = R"("anyOf": [
    {"type": "string", "pattern": "^[A-Za-z0-9$~/.]"}, {"type": "object", "additionalProperties": @entry@}])";
inline constexpr std::string_view image = R"("type": "string", "pattern": "^[A-Za-z0-9$~/.]")";
inline constexpr std::string_view release = R"("anyOf": [
    {"type": "number"}, {"type": "string", "pattern": "^[0-9]+(\\.[0-9]+)*$"}, {"$ref": "#/definitions/reference"}])";
inline constexpr std::string_view workdir = R"("anyOf": [
    {"enum": ["auto", "image"]}, {"type": "string", "pattern": "^/"}, {"$ref": "#/definitions/reference"}])";
inline constexpr std::string_view translate = R"("anyOf": [
    {"enum": ["on", "off", true, false]},
    {"$ref": "#/definitions/reference"},
    {"type": "object", "additionalProperties": false, "properties": @keys@}])";
inline constexpr std::string_view option = R"("type": "string", "pattern": "^[^=]+$")";
inline constexpr std::string_view specs =
    R"("anyOf": [{"enum": ["check", "rewrite", "off", false]}, {"$ref": "#/definitions/reference"}])";
inline constexpr std::string_view unmapped =
    R"("anyOf": [{"enum": ["warn", "error", "mount"]}, {"$ref": "#/definitions/reference"}])";

}  // namespace tao::project::schema_form
