// The main program of all tests, where Catch2 is version 2 and has none to link.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
