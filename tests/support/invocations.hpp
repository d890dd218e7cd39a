#pragma once

#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "support/memory_file_system.hpp"

namespace tao::tests {

// A computer as plans see it: user 1000 at home in /home/user, a launcher of 6.x on PATH, a project in
// /home/user/cars, which is the working directory.
struct Computer {
    MemoryFileSystem files;
    plan::Invocation invocation;

    Computer() {
        files.add_directory("/home/user/cars/specs");
        files.add_file("/home/user/cars/specs/train.txt", "spec");
        files.add_file("/usr/bin/python3",
                       "\x7f"
                       "ELF",
                       0755, 0);
        add_launcher("/usr/local/bin/tao", "from nvidia_tao_cli.entrypoint.tao_launcher import main");
        invocation.environment =
            os::Environment({"HOME=/home/user", "PATH=/usr/local/bin:/usr/bin", "USER=user"});
        invocation.working_directory = "/home/user/cars";
        invocation.user = 1000;
        invocation.group = 1000;
        invocation.run_id = "0123456789abcdef";
    }

    void add_launcher(const std::string& path, const std::string& import_line) {
        files.add_file(path,
                       "#!/usr/bin/python3\n# -*- coding: utf-8 -*-\nimport re\nimport sys\n" + import_line +
                           "\nif __name__ == '__main__':\n    sys.exit(main())\n",
                       0755, 0);
    }

    void add_project(const std::string& yaml) { files.add_file("/home/user/cars/tao-project.yaml", yaml); }

    plan::Plan plan(std::vector<std::string> argv) {
        invocation.argv = std::move(argv);
        return plan::make_plan(invocation, files);
    }
};

}  // namespace tao::tests
