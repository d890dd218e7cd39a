#pragma once

namespace tao::commands {

// The whole of `tao-shim`: reads its command line, runs the subcommand. Returns the exit code.
int tao_shim_main(int argc, char** argv);

}  // namespace tao::commands
