// The interpreter of the measured launcher: does nothing, as quickly as can be. With TAO_SHIM_BENCH_STARTED it first writes there
// when it was started (nanoseconds of CLOCK_MONOTONIC).
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int main(void) {
    const char* path = getenv("TAO_SHIM_BENCH_STARTED");
    if (path != NULL) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        const long long nanoseconds = now.tv_sec * 1000000000LL + now.tv_nsec;
        const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (write(file, &nanoseconds, sizeof nanoseconds) != sizeof nanoseconds) return 1;
    }
    return 0;
}
