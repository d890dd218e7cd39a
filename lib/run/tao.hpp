#pragma once

namespace tao::run {

// The whole of `tao`: plans the run and carries it out. Returns the exit code; does not return if the launcher
// takes this process over.
int tao_main(int argc, char** argv);

// The whole of the docker stand-in: `docker exec` of a supervised run, and the guardian of that run; everything
// else is handed to the real docker.
int docker_main(int argc, char** argv);

}  // namespace tao::run
