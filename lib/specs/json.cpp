#include "specs/scanner.hpp"

namespace tao::specs {

std::vector<SpecValue> json_values(std::string_view content) {
    SpecScanner scanner(content);
    while (!scanner.at_end()) {
        if (scanner.here() == '/' && scanner.next() == '/') {  // no JSON, but people write such comments
            scanner.skip_line();
            continue;
        }
        if (scanner.here() != '"') {
            scanner.skip();
            continue;
        }
        const auto place = scanner.quoted(true, false);
        if (!place) {
            scanner.skip_line();
            continue;
        }
        const auto behind = scanner.rest().find_first_not_of(" \t\r\n");
        if (behind != std::string_view::npos && scanner.rest()[behind] == ':') {
            scanner.set_key(*place, Writing::json);
        } else {
            scanner.add(*place, Writing::json);
        }
    }
    return scanner.take_values();
}

}  // namespace tao::specs
