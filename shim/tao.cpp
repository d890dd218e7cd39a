#include "run/tao.hpp"

int main(int argc, char** argv) {
    return tao::run::tao_main(argc, argv);
}
