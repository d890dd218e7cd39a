#include "paths/file_names.hpp"

#include "support/catch.hpp"

using namespace tao;

TEST_CASE("a file is told from a directory by its name, where nothing is there") {
    for (const char* file : {"/var/run/docker.sock", "/run/x.socket", "/home/u/.netrc", "/home/u/.bashrc",
                             "/home/u/.gitconfig", "/home/u/.ngc/config", "/home/u/.aws/credentials",
                             "/x/key.json", "/x/model.safetensors", "/x/data.tar.gz", "/dev/video0",
                             "/dev/nvidia-caps/x", "/x/.env", "/x/labels.txt", "/home/u/.tao_mounts.json"}) {
        INFO(file);
        CHECK(paths::is_file_by_name(file));
    }
    for (const char* directory :
         {"/home/u/data", "/x/data.v2", "/x/data.2024", "/x/release-5.5.0", "/home/u/.cache", "/home/u/.ngc",
          "/dev/shm", "/dev/shm/x", "/", "/x/conf.d", "/x/repo.git", "/x/v1.2.3", "/x/a.b c", "/x/...",
          "/x/config"}) {
        INFO(directory);
        CHECK_FALSE(paths::is_file_by_name(directory));
    }
}
