#include "launcher/candidate.hpp"

#include "launcher/identify.hpp"
#include "launcher/path_list.hpp"
#include "text/escape.hpp"

namespace tao::launcher {

namespace {

// A bare name is that of `#!/usr/bin/env python3`, which looks for it on PATH.
bool interpreter_exists(const std::string& interpreter, const os::Environment& environment,
                        const os::FileSystem& files) {
    if (interpreter.find('/') != std::string::npos) return files.exists(interpreter);
    for (const std::string& directory : path_directories(environment.get("PATH"))) {
        if (files.exists(join(directory, interpreter))) return true;
    }
    return false;
}

Candidate rejected(std::string reason) {
    Candidate candidate;
    candidate.verdict = Candidate::Verdict::rejected;
    candidate.reason = std::move(reason);
    return candidate;
}

}  // namespace

Candidate examine(const std::string& path, const os::FileIdentity& self, const os::Environment& environment,
                  const os::FileSystem& files) {
    const auto status = files.status(path);
    if (!status) {
        if (!files.link_status(path)) return {};
        return rejected("a link to a file that does not exist");
    }
    if (status->identity == self) return rejected("this is the shim itself");
    if (status->is_directory()) return rejected("a directory");
    if (!status->is_regular()) return rejected("not a regular file");
    if (!files.is_executable(path)) {
        Candidate candidate = rejected("not executable");
        candidate.not_executable = true;
        return candidate;
    }
    Identity identity = identify(path, files);
    if (identity.is_shim) {
        return rejected(identity.is_script ? "a script that hands over to the shim" : "a copy of the shim");
    }
    Candidate candidate;
    candidate.launcher = std::move(identity.launcher);
    candidate.may_come_back = identity.mentions_tao;
    candidate.verdict = Candidate::Verdict::usable;
    const std::string& interpreter = candidate.launcher.interpreter;
    if (!interpreter.empty() && !interpreter_exists(interpreter, environment, files)) {
        candidate.verdict = Candidate::Verdict::dead;
        candidate.reason = "its interpreter " + text::visible(interpreter) + " does not exist";
    }
    return candidate;
}

}  // namespace tao::launcher
