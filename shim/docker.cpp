#include "run/tao.hpp"

int main(int argc, char** argv) {
    return tao::run::docker_main(argc, argv);
}
