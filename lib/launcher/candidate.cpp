#include "launcher/candidate.hpp"

#include <algorithm>
#include <system_error>

#include "launcher/identify.hpp"
#include "launcher/path_list.hpp"
#include "launcher/script_text.hpp"
#include "launcher/shim_marker.hpp"
#include "launcher/wrapper.hpp"
#include "text/escape.hpp"

namespace tao::launcher {

namespace {

// Wrappers that start each other are followed so far.
constexpr int most_wrappers = 4;

// A bare name is that of `#!/usr/bin/env python3`, which looks for it on PATH.
std::error_code interpreter_fault(const std::string& interpreter, const os::Environment& environment,
                                  const os::FileSystem& files) {
    if (interpreter.find('/') != std::string::npos) return files.execution_fault(interpreter);
    std::error_code worst = std::make_error_code(std::errc::no_such_file_or_directory);
    for (const std::string& directory : path_directories(environment.get("PATH"))) {
        const std::error_code fault = files.execution_fault(join(directory, interpreter));
        if (!fault) return fault;
        if (fault == std::errc::permission_denied) worst = fault;
    }
    return worst;
}

// The first directory on the way to a file that this user may not enter; the file itself if it is none of them.
std::string barrier_on_the_way(const std::string& path, const os::FileSystem& files) {
    for (auto slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
        const std::string directory = path.substr(0, slash);
        if (files.execution_fault(directory) == std::errc::permission_denied) return directory;
    }
    return path;
}

Candidate rejected(std::string reason) {
    Candidate candidate;
    candidate.verdict = Candidate::Verdict::rejected;
    candidate.reason = std::move(reason);
    return candidate;
}

void look_at_interpreter(Candidate& candidate, const os::Environment& environment,
                         const os::FileSystem& files) {
    const std::string& interpreter = candidate.launcher.interpreter;
    if (interpreter.empty()) return;
    const std::error_code fault = interpreter_fault(interpreter, environment, files);
    if (!fault) return;
    candidate.verdict = Candidate::Verdict::dead;
    if (fault == std::errc::permission_denied) {
        candidate.reason = "its interpreter " + text::visible(interpreter) + ": permission denied";
        candidate.forbidden = barrier_on_the_way(interpreter, files);
    } else {
        candidate.reason = "its interpreter " + text::visible(interpreter) + " does not exist";
    }
}

Candidate examine_followed(const std::string& path, const os::FileIdentity& self,
                           const os::Environment& environment, const os::FileSystem& files, int wrappers);

// What else the text of an unknown program names that is a launcher: the first absolute path of that kind.
std::string launcher_named_in(std::string_view text, const os::FileIdentity& self,
                              const os::Environment& environment, const os::FileSystem& files) {
    constexpr std::string_view ends = " \t\n\"'`;&|()<>,=";
    for (auto slash = text.find('/'); slash != std::string_view::npos; slash = text.find('/', slash)) {
        const auto end = std::min(text.find_first_of(ends, slash), text.size());
        const std::string path(text.substr(slash, end - slash));
        const bool begins = slash == 0 || ends.find(text[slash - 1]) != std::string_view::npos;
        slash = end;
        const std::string_view name = file_name(path);
        if (!begins || (name != "tao" && name != "tlt" && name != "tao-deploy")) continue;
        const Candidate named = examine_followed(path, self, environment, files, most_wrappers);
        if (named.verdict == Candidate::Verdict::usable && named.launcher.kind == ProgramKind::launcher)
            return path;
    }
    return {};
}

// Makes of a script of unknown kind the launcher to which it leads.
void follow(Candidate& candidate, const std::string& path, std::string_view start,
            const os::FileIdentity& self, const os::Environment& environment, const os::FileSystem& files,
            int wrappers) {
    if (wrappers >= most_wrappers) return;
    Wrapper wrapper = read_wrapper(path, start, environment, files);
    if (!wrapper.target.empty()) {
        Candidate target = examine_followed(wrapper.target, self, environment, files, wrappers + 1);
        const bool is_known =
            target.verdict == Candidate::Verdict::usable || target.verdict == Candidate::Verdict::dead;
        if (is_known && target.launcher.kind != ProgramKind::unknown) {
            if (!wrapper.certain) {
                candidate.may_lead_to = target.launcher.path;
                return;
            }
            target.wrapper = path;
            wrapper.variables.insert(wrapper.variables.end(), target.variables.begin(),
                                     target.variables.end());
            target.variables = std::move(wrapper.variables);
            candidate = std::move(target);
            return;
        }
    }
    candidate.may_lead_to = launcher_named_in(start, self, environment, files);
}

Candidate examine_followed(const std::string& path, const os::FileIdentity& self,
                           const os::Environment& environment, const os::FileSystem& files, int wrappers) {
    const auto status = files.status(path);
    if (!status) {
        if (!files.link_status(path)) return {};
        Candidate candidate = rejected("a link to a file that does not exist");
        const std::string target = files.link_target(path).value_or("");
        candidate.was_launcher = target.find("tao-shim") == std::string::npos;
        return candidate;
    }
    if (status->identity == self) return rejected(this_is_the_shim);
    if (status->is_directory()) return rejected("a directory");
    if (!status->is_regular()) return rejected("not a regular file");
    if (!files.is_executable(path)) {
        Candidate candidate = rejected("not executable");
        candidate.not_executable = true;
        if (const auto start = files.read_start(path, start_of_file))
            candidate.launcher.kind = identify_start(path, *start, files).launcher.kind;
        return candidate;
    }
    const std::optional<std::string> start = files.read_start(path, start_of_file);
    Identity identity = identify_start(path, start.value_or(std::string()), files);
    if (identity.is_shim) {
        return rejected(identity.is_script ? "a script that hands over to the shim" : "a copy of the shim");
    }
    Candidate candidate;
    candidate.launcher = std::move(identity.launcher);
    candidate.may_come_back = identity.mentions_tao || candidate.launcher.starts_shim;
    candidate.verdict = Candidate::Verdict::usable;
    if (!start) candidate.reason = "cannot be read: permission denied";
    look_at_interpreter(candidate, environment, files);
    if (identity.is_script && candidate.launcher.kind == ProgramKind::unknown &&
        candidate.verdict == Candidate::Verdict::usable)
        follow(candidate, path, *start, self, environment, files, wrappers);
    return candidate;
}

}  // namespace

Candidate examine(const std::string& path, const os::FileIdentity& self, const os::Environment& environment,
                  const os::FileSystem& files) {
    return examine_followed(path, self, environment, files, 0);
}

}  // namespace tao::launcher
