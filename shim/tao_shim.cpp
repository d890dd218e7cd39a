#include "commands/subcommands.hpp"

int main(int argc, char** argv) {
    return tao::commands::tao_shim_main(argc, argv);
}
