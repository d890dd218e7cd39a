#pragma once

#include <string>

namespace tao::tests {

// The console script that pip writes for an entry point.
inline std::string console_script(const std::string& module,
                                  const std::string& interpreter = "/venv/bin/python",
                                  const std::string& function = "main") {
    return "#!" + interpreter + "\n# -*- coding: utf-8 -*-\nimport re\nimport sys\nfrom " + module +
           " import " + function +
           "\nif __name__ == '__main__':\n    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', "
           "sys.argv[0])\n"
           "    sys.exit(" +
           function + "())\n";
}

inline const std::string launcher_5 = console_script("nvidia_tao_cli.entrypoint.tao_launcher");
inline const std::string launcher_4 = console_script("tlt.entrypoint.tao");
inline const std::string launcher_4_deploy = console_script("tlt.entrypoint.tao_deploy");
inline const std::string launcher_0 = console_script("tlt.entrypoint.entrypoint");
inline const std::string client = console_script("tao_cli.tao", "/venv/bin/python", "cli");

}  // namespace tao::tests
