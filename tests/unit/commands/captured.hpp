#pragma once

#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "commands/command_line.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

// Runs a subcommand and catches what it writes.
namespace tao::tests {

struct Captured {
    int exit_code = 0;
    std::string out;
    std::string err;
};

class Redirection {
  public:
    explicit Redirection(int descriptor) : descriptor_(descriptor), saved_(::dup(descriptor)) {
        REQUIRE(file_ != nullptr);
        REQUIRE(::dup2(::fileno(file_), descriptor) == descriptor);
    }
    std::string end() {
        ::dup2(saved_, descriptor_);
        ::close(saved_);
        std::string text;
        std::rewind(file_);
        for (int letter = std::fgetc(file_); letter != EOF; letter = std::fgetc(file_)) {
            text += static_cast<char>(letter);
        }
        std::fclose(file_);
        return text;
    }

  private:
    int descriptor_;
    int saved_;
    std::FILE* file_ = std::tmpfile();
};

// A user in /home/user/cars, with the shim in /opt/shim and a launcher 6.26.3 in /venv.
struct Scene {
    MemoryFileSystem files;
    plan::Invocation invocation;

    Scene() {
        files.add_directory("/home/user/cars/specs");
        files.add_file("/opt/shim/lib/tao-shim/shims/tao",
                       "\x7f"
                       "ELF",
                       0755, 0);
        files.add_file("/venv/bin/python3",
                       "\x7f"
                       "ELF",
                       0755);
        files.add_file("/venv/bin/tao",
                       "#!/venv/bin/python3\nimport sys\n"
                       "from nvidia_tao_cli.entrypoint.tao_launcher import main\nsys.exit(main())\n",
                       0755);
        const std::string package = "/venv/lib/python3.11/site-packages/nvidia_tao_cli";
        files.add_file(package + "/version.py", "MAJOR = \"6\"\nMINOR = \"26\"\nPATCH = \"3\"\n");
        files.add_file(package + "/config/config.json", R"({"format_version": 3, "task_group": {
            "model": {"dockers": {"nvidia/tao/tao-toolkit": {
                "6.26.3-pyt": {"docker_registry": "nvcr.io", "tasks": ["dino"]},
                "5.0.0-tf1": {"docker_registry": "nvcr.io", "tasks": ["detectnet_v2"]}}}},
            "deploy": {"dockers": {"nvidia/tao/tao-toolkit": {
                "6.26.3-deploy": {"docker_registry": "nvcr.io", "tasks": ["detectnet_v2"]}}}}}})");
        invocation.argv = {"tao-shim"};
        invocation.environment = os::Environment(
            {"HOME=/home/user", "USER=user", "PATH=/opt/shim/lib/tao-shim/shims:/venv/bin:/usr/bin"});
        invocation.working_directory = "/home/user/cars";
        invocation.user = 1000;
        invocation.group = 1000;
        invocation.self_path = "/opt/shim/lib/tao-shim/shims/tao";
        invocation.self = files.status(invocation.self_path)->identity;
        invocation.front_directory = "/opt/shim/lib/tao-shim/front";
        invocation.run_id = "0123456789abcdef";
    }

    void set_project(const std::string& content) {
        files.add_file("/home/user/cars/tao-project.yaml", content);
    }

    // typed: behind the subcommand's name.
    Captured run(const commands::Subcommand& subcommand, const std::vector<std::string>& typed) {
        const std::vector<commands::Subcommand> table{subcommand};
        std::vector<std::string> words{subcommand.name};
        words.insert(words.end(), typed.begin(), typed.end());
        const commands::CommandLine line = commands::read_command_line(words, table);
        REQUIRE(line.kind == commands::CommandLine::Kind::run);
        const commands::Surroundings surroundings{.invocation = invocation, .files = files};
        Redirection out(STDOUT_FILENO);
        Redirection err(STDERR_FILENO);
        Captured result{.exit_code = line.subcommand->run(line.words, surroundings), .out = {}, .err = {}};
        result.err = err.end();
        result.out = out.end();
        return result;
    }
};

}  // namespace tao::tests
