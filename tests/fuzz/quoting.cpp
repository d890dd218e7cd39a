// Quoting: what the launcher's shells deliver is what was typed, byte for byte.

#include "launcher/quoting.hpp"

#include "fuzz/fuzzing.hpp"
#include "support/shell_model.hpp"

using namespace tao;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto words = fuzz::words_of(fuzz::text_of(data, size));
    std::string for_two;
    std::string for_one;
    for (const std::string& word : words) {
        for_two += " " + launcher::quote(word, launcher::Shells::two);
        for_one += " " + launcher::quote(word, launcher::Shells::one);
    }
    fuzz::require(tests::delivered_by_two_shells(for_two) == words, "two shells deliver the words", for_two);
    fuzz::require(tests::delivered_by_posix_shell(for_one) == words, "one shell delivers the words", for_one);
    return 0;
}
