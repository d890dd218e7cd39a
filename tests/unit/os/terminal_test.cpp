#include "os/terminal.hpp"

#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/catch.hpp"

using namespace tao::os;

namespace {

// Runs the function in a child whose standard descriptors are a new terminal; its exit code.
template <typename Function>
int on_terminal(Function function) {
    int master = -1;
    const pid_t child = ::forkpty(&master, nullptr, nullptr, nullptr);
    if (child == 0) ::_exit(function());
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(master);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void make_raw() {
    termios modes{};
    ::tcgetattr(STDIN_FILENO, &modes);
    ::cfmakeraw(&modes);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &modes);
}

bool echoes() {
    termios modes{};
    ::tcgetattr(STDIN_FILENO, &modes);
    return (modes.c_lflag & ECHO) != 0;
}

}  // namespace

TEST_CASE("a terminal is told from a file") {
    CHECK(on_terminal([] { return is_terminal(STDIN_FILENO) ? 1 : 0; }) == 1);
    const Descriptor null(::open("/dev/null", O_RDONLY));
    CHECK_FALSE(is_terminal(null.get()));
    CHECK_FALSE(is_terminal(-1));
}

TEST_CASE("the modes of a terminal come back") {
    CHECK(on_terminal([] {
              const TerminalModes modes;
              make_raw();
              const bool raw = !echoes();
              modes.restore();
              return raw && echoes() ? 1 : 0;
          }) == 1);
}

TEST_CASE("the modes come back when only the controlling terminal is left of it") {
    CHECK(on_terminal([] {
              const int null = ::open("/dev/null", O_RDONLY);
              const int kept = ::dup(STDIN_FILENO);
              ::dup2(null, STDIN_FILENO);
              const TerminalModes modes;
              ::dup2(kept, STDIN_FILENO);
              make_raw();
              modes.restore();
              return echoes() ? 1 : 0;
          }) == 1);
}

TEST_CASE("the modes are left alone in the background") {
    CHECK(on_terminal([] {
              const TerminalModes modes;
              make_raw();
              const pid_t background = ::fork();
              if (background == 0) {
                  ::setpgid(0, 0);
                  modes.restore();
                  ::_exit(0);
              }
              int status = 0;
              ::waitpid(background, &status, WUNTRACED);
              return WIFEXITED(status) && !echoes() ? 1 : 0;
          }) == 1);
}
