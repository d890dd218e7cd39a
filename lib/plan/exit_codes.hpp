#pragma once

namespace tao::plan {

// The exit codes of the shim itself; 126 and 127 come from finding the launcher, everything else is the task's.
inline constexpr int project_file_wrong = 78;  // EX_CONFIG of sysexits.h
inline constexpr int not_trusted = 77;         // EX_NOPERM of sysexits.h
inline constexpr int own_failure = 125;        // as docker(1) and env(1) use it
inline constexpr int cannot_execute = 126;     // as a shell: found, not executable

}  // namespace tao::plan
