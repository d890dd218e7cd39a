// The decision about trust: a project file of a stranger, a NUL, the words of a line that the user types. Nobody has trusted
// anything. Whatever the file says, what would run mounts nothing outside the project that the user did not type, takes
// nothing of the user's environment but what is free, and sets no variable that NVIDIA's layouts do not know.

#include "fuzz/fuzzing.hpp"
#include "plan/checked_project.hpp"
#include "project/known_names.hpp"
#include "project/widening.hpp"
#include "support/invocations.hpp"
#include "text/path.hpp"

using namespace tao;

namespace {

constexpr const char* secret = "s3cr3t-of-the-user";

tests::Computer make_computer() {
    tests::Computer computer;
    computer.files.add_directory("/home/user/cars/data/train").add_directory("/home/user/cars/results");
    computer.files.add_directory("/home/user/.ssh").add_file("/home/user/.ssh/id_rsa", "x", 0600);
    computer.files.add_directory("/data/kitti").add_directory("/mnt");
    // Links that came with the project, and one of the user's that leads through it.
    computer.files.add_link("/home/user/cars/keys", "/home/user/.ssh").add_link("/home/user/cars/up", "..");
    computer.files.add_link("/home/user/cars/kitti", "/data/kitti")
        .add_link("/home/user/cars/new", "/mnt/new");
    computer.files.add_link("/home/user/short", "cars/keys");
    computer.invocation.environment.set("AWS_SECRET_ACCESS_KEY", secret);
    computer.invocation.environment.set("S", secret);
    return computer;
}

// Is the name of the file or directory in a word? A path can be spelled in many ways.
bool was_typed(const std::vector<std::string>& words, const std::string& path) {
    const std::string name(text::last_component(path));
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return word.find(name) != std::string::npos; });
}

void check_plan(const plan::Plan& plan, const std::vector<std::string>& words) {
    for (const engines::TaskMount& mount : plan.task.mounts) {
        const std::string& real = mount.source;
        const bool ours = text::is_under(real, "/home/user/.cache/tao-shim");
        fuzz::require(ours || text::is_under(real, "/home/user/cars") || was_typed(words, real),
                      "what is mounted is in the project, or was typed", real);
        fuzz::require(!text::is_under(real, "/home/user/.ssh") || was_typed(words, "/home/user/.ssh"),
                      "no link of the project leads out", real);
    }
    for (const std::string& directory : plan.to_create) {
        fuzz::require(text::is_under(directory, "/home/user/cars") ||
                          text::is_under(directory, "/home/user/.cache/tao-shim"),
                      "what is made is in the project", directory);
    }
    const std::string& mounts_file = plan.rendered.files.at(0).content;
    fuzz::require(mounts_file.find(secret) == std::string::npos, "no secret enters the container",
                  mounts_file);
    const project::DockerOptions& docker = plan.task.docker;
    fuzz::require(!docker.privileged || !docker.privileged->value, "nothing is privileged");
    fuzz::require(!docker.ports || docker.ports->value.empty(), "no port is opened");
    fuzz::require(!docker.network || docker.network->value == "bridge" || docker.network->value == "none",
                  "the network is Docker's own or none");
    fuzz::require(!docker.user || docker.user->value == "1000:1000",
                  "the user is the caller or the launcher's");
    for (const auto& [name, value] : plan.task.variables) {
        fuzz::require(!project::steers_this_computer(name), "no variable steers this computer", name);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const tests::Computer computer = make_computer();
    const std::string_view input = fuzz::text_of(data, size);
    const std::size_t end = std::min(input.find('\0'), input.size());
    std::vector<std::string> words = fuzz::words_of(input.substr(std::min(end + 1, input.size())));
    words.insert(words.begin(), {"tao", "model", "detectnet_v2", "train"});

    tests::Computer here = computer;
    here.add_project(std::string(input.substr(0, end)));
    const plan::Plan plan = here.plan(words);
    fuzz::require_harmless(plan.message);
    if (plan.action == plan::Plan::Action::supervise) check_plan(plan, words);

    const plan::CheckedProject checked =
        plan::check_project(project::find(here.invocation.environment, "/home/user/cars", 1000, here.files),
                            here.invocation, here.files, nullptr, false);
    if (!checked.readable || checked.project() == nullptr) return 0;
    for (const project::Variable& variable : checked.project()->variables) {
        if (!variable.value) continue;
        fuzz::require(project::is_layout_variable(variable.name), "a variable of a layout", variable.name);
        fuzz::require(variable.value->find(secret) == std::string::npos, "no secret gets another name",
                      variable.name);
    }
    return 0;
}
