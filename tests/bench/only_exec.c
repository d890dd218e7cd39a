// The least that any program in front of another one can cost.
#include <unistd.h>

int main(int argc, char** argv) {
    (void)argc;
    return execv(PROGRAM, argv);
}
