#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace tao::tests {

// The words that a line prints, each ended by a NUL, as `env printf %s\\0 WORDS` does. popen() gives the line to one
// /bin/sh, as Python's subprocess with shell=True does.
inline std::vector<std::string> output_words(const std::string& line) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(line.c_str(), "r"), ::pclose);
    REQUIRE(pipe != nullptr);
    std::vector<std::string> words;
    std::string word;
    for (int byte = 0; (byte = std::fgetc(pipe.get())) != EOF;) {
        if (byte != '\0') {
            word += static_cast<char>(byte);
            continue;
        }
        words.push_back(std::move(word));
        word.clear();
    }
    return words;
}

}  // namespace tao::tests
