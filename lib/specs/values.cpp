#include "specs/values.hpp"

namespace tao::specs {

std::vector<SpecValue> spec_values(std::string_view content, SpecForm form) {
    switch (form) {
        case SpecForm::yaml:
            return yaml_values(content);
        case SpecForm::json:
            return json_values(content);
        case SpecForm::text:
            break;
    }
    return text_values(content);
}

}  // namespace tao::specs
