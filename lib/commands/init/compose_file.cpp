#include "commands/init/compose_file.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "project/yaml.hpp"
#include "text/diagnostic.hpp"
#include "text/path.hpp"
#include "text/source.hpp"

namespace tao::commands {

namespace {

namespace yaml = project::yaml;

// Keys of a service whose one value is that of an option of docker run.
struct KeyOfService {
    std::string_view key;
    std::string_view option;
};
constexpr KeyOfService keys_with_value[] = {
    {"shm_size", "--shm-size"},     {"user", "--user"}, {"network_mode", "--network"},
    {"working_dir", "--workdir"},   {"ipc", "--ipc"},   {"pid", "--pid"},
    {"entrypoint", "--entrypoint"}, {"gpus", "--gpus"},
};

// Keys with a list of what an option of docker run takes, again and again.
constexpr KeyOfService keys_with_list[] = {
    {"volumes", "-v"}, {"environment", "-e"},   {"env_file", "--env-file"},
    {"ports", "-p"},   {"devices", "--device"}, {"cap_add", "--cap-add"},
};

// What says nothing of what a task sees, or is read apart.
constexpr std::string_view keys_of_no_meaning[] = {
    "build",    "command",     "container_name",    "depends_on",
    "deploy",   "healthcheck", "hostname",          "image",
    "init",     "labels",      "logging",           "platform",
    "profiles", "privileged",  "pull_policy",       "restart",
    "runtime",  "stdin_open",  "stop_grace_period", "stop_signal",
    "tty",      "ulimits"};

// A word of a shell in which variables are filled in, as Compose fills them in.
std::string shell_text(std::string_view text) {
    std::string word = "\"";
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at, 2) == "$$") {
            word += "\\$";
            ++at;
        } else if (text[at] == '\n' || text[at] == '\r') {
            word += ' ';
        } else {
            if (text[at] == '"' || text[at] == '\\' || text[at] == '`') word += '\\';
            word += text[at];
        }
    }
    return word + "\"";
}

bool is_true(const yaml::Node& node) {
    return node.is_plain("true");
}

std::string text_of(const yaml::Node* node) {
    return node != nullptr && node->is_scalar() ? node->text : std::string();
}

// Reads a service into the line that starts its container.
class ServiceReader {
  public:
    std::string line(const yaml::Node& service) {
        line_ = "docker run";
        for (const yaml::Entry& entry : service.entries)
            add(entry.key, entry.value);
        if (const yaml::Node* const deploy = service.find("deploy")) add_gpus_of(*deploy);
        // What is built on the spot has no name that tells what it is.
        const yaml::Node* const image = service.find("image");
        line_ += " " + (image != nullptr && image->is_scalar() ? shell_text(image->text) : "\"$IMAGE\"");
        if (const yaml::Node* const command = service.find("command")) add_command(*command);
        return line_;
    }

  private:
    void option(std::string_view name, std::string_view value) {
        line_ += " " + std::string(name) + " " + shell_text(value);
    }

    void add(const std::string& key, const yaml::Node& value) {
        for (const auto& [name, of_run] : keys_with_value) {
            if (key == name && value.is_scalar()) return option(of_run, value.text);
        }
        for (const auto& [name, of_run] : keys_with_list) {
            if (key == name) return add_list(key, of_run, value);
        }
        if (key == "privileged" && is_true(value)) line_ += " --privileged";
        if (key == "ulimits") add_limits(value);
        if (key.starts_with("x-") || std::find(std::begin(keys_of_no_meaning), std::end(keys_of_no_meaning),
                                               key) != std::end(keys_of_no_meaning))
            return;
        // Named by the reader of the script, without its value.
        line_ += " --" + shell_text(key + "=");
    }

    void add_list(const std::string& key, std::string_view of_run, const yaml::Node& value) {
        if (value.is_scalar()) option(of_run, value.text);
        for (const yaml::Entry& entry : value.entries) {
            const bool is_set = entry.value.is_scalar();
            option(of_run, is_set ? entry.key + "=" + entry.value.text : entry.key);
        }
        for (const yaml::Node& item : value.items) {
            if (item.is_scalar()) {
                option(of_run, item.text);
            } else if (key == "volumes") {
                add_volume(item);
            } else if (key == "ports") {
                option(of_run, text_of(item.find("published")) + ":" + text_of(item.find("target")));
            } else {
                option(of_run, text_of(item.find("path")));
            }
        }
    }

    // {type: bind, source: ./data, target: /data, read_only: true}
    void add_volume(const yaml::Node& volume) {
        const yaml::Node* const read_only = volume.find("read_only");
        const std::string type = text_of(volume.find("type"));
        option("--mount", "type=" + (type.empty() ? "volume" : type) + ",source=" +
                              text_of(volume.find("source")) + ",target=" + text_of(volume.find("target")) +
                              (read_only != nullptr && is_true(*read_only) ? ",readonly" : ""));
    }

    void add_limits(const yaml::Node& limits) {
        for (const yaml::Entry& limit : limits.entries) {
            const std::string soft =
                limit.value.is_scalar() ? limit.value.text : text_of(limit.value.find("soft"));
            const std::string hard = limit.value.is_scalar() ? soft : text_of(limit.value.find("hard"));
            option("--ulimit", limit.key + "=" + soft + ":" + hard);
        }
    }

    // deploy: {resources: {reservations: {devices: [{driver: nvidia, count: all, device_ids: ["0"]}]}}}
    void add_gpus_of(const yaml::Node& deploy) {
        const yaml::Node* devices = &deploy;
        for (const char* const key : {"resources", "reservations", "devices"}) {
            devices = devices == nullptr ? nullptr : devices->find(key);
        }
        if (devices == nullptr) return;
        for (const yaml::Node& device : devices->items) {
            std::string ids;
            if (const yaml::Node* const listed = device.find("device_ids")) {
                for (const yaml::Node& id : listed->items)
                    ids += (ids.empty() ? "device=" : ",") + id.text;
            }
            const std::string count = text_of(device.find("count"));
            if (!ids.empty()) option("--gpus", ids);
            if (ids.empty() && !count.empty()) option("--gpus", count);
        }
    }

    void add_command(const yaml::Node& command) {
        for (const yaml::Node& item : command.items)
            line_ += " " + shell_text(item.text);
        // The task is its first word.
        for (std::size_t begin = 0; command.is_scalar() && begin < command.text.size();) {
            const std::size_t end = std::min(command.text.find_first_of(" \t\n", begin), command.text.size());
            if (end > begin)
                line_ += " " + shell_text(std::string_view(command.text).substr(begin, end - begin));
            begin = end + 1;
        }
    }

    std::string line_{};
};

bool has_name_of_yaml(std::string_view path) {
    return path.ends_with(".yml") || path.ends_with(".yaml");
}

}  // namespace

std::optional<ComposeScript> script_of_compose(const std::string& path, const std::string& content) {
    if (!has_name_of_yaml(path)) return std::nullopt;
    const text::SourceFile source{.path = path, .content = content};
    text::Diagnostics diagnostics(source);
    const auto root = yaml::parse(diagnostics);
    const bool is_named_so = text::last_component(path).find("compose") != std::string_view::npos;
    const yaml::Node* const services = root ? root->find("services") : nullptr;
    if (services == nullptr && !is_named_so) return std::nullopt;
    for (const text::Diagnostic& one : diagnostics.all()) {
        if (one.severity != text::Severity::error) continue;
        const std::string line =
            one.where ? "line " + std::to_string(source.position(one.where->begin).line) + ": " : "";
        return ComposeScript{.fault = line + one.message};
    }
    if (services == nullptr || services->kind != yaml::Node::Kind::map) {
        return ComposeScript{.fault = "it has no services"};
    }
    ComposeScript made;
    std::size_t lines = 1;
    for (const yaml::Entry& service : services->entries) {
        for (const std::size_t line = source.position(service.key_where.begin).line; lines < line; ++lines)
            made.script += '\n';
        made.script += ServiceReader().line(service.value);
    }
    return made;
}

}  // namespace tao::commands
