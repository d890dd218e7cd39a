#pragma once

#include <csignal>

// Catch2, version 2 or 3: the tests use what both have.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

namespace tao::tests {

// Every test begins as after a login, whatever started it: nohup and a shell without job control leave signals ignored.
inline const bool no_signal_is_ignored = [] {
    for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM})
        std::signal(signal, SIG_DFL);
    return true;
}();

}  // namespace tao::tests
