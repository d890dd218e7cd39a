#include "paths/translate.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "paths/judge.hpp"
#include "paths/never_translated.hpp"
#include "paths/path_places.hpp"
#include "paths/shell_words.hpp"

namespace tao::paths {

namespace {

// The launcher's --volume stands behind group and task, its first two words, at any place.
constexpr std::size_t words_before_launcher_options = 2;

// Group, task and subtask are plain names. A task without subtasks has its first argument in the third place
// (tao converter /path/model.etlt, tao deploy trtexec --onnx=/path), and that one is a word like any other.
bool is_plain_name(std::string_view word) {
    return !word.starts_with('-') && std::all_of(word.begin(), word.end(), [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
               byte == '_' || byte == '-' || byte == '.';
    });
}

// Of several places in one word the one that says most about it names its rule.
int weight(Rule rule) {
    switch (rule) {
        case Rule::host_path:
            return 6;
        case Rule::host_link:
            return 5;
        case Rule::unmapped:
            return 4;
        case Rule::container_path:
            return 3;
        case Rule::url:
        case Rule::special_file:
            return 2;
        case Rule::image_path:
            return 1;
        default:
            return 0;
    }
}

class Translator {
  public:
    Translator(const MountTable& mounts, const os::Environment& environment, const os::FileSystem& files,
               const TranslateOptions& options)
        : environment_(environment),
          options_(options),
          judge_(mounts, files, environment.get_or_empty("HOME"), options.working_directory) {}

    Translation translate(const std::vector<std::string>& words) {
        for (std::size_t index = 0; index < words.size(); ++index) {
            const std::string& word = words[index];
            if (options_.volume_option && index >= words_before_launcher_options && word == "--volume") {
                keep(word, Rule::launcher_option);
                if (index + 1 < words.size()) keep(words[++index], Rule::launcher_option);
            } else if (leading_ < options_.leading_words && is_plain_name(word)) {
                ++leading_;
                keep(word, Rule::leading_word);
            } else {
                leading_ = options_.leading_words;
                result_.words.push_back(argument(word));
            }
        }
        return std::move(result_);
    }

  private:
    void keep(const std::string& word, Rule rule) {
        result_.words.push_back({.before = word, .after = word, .rule = rule});
    }

    Word argument(const std::string& typed) {
        Word word{.before = typed, .after = resolve_as_shell(typed, environment_), .rule = Rule::not_a_path};
        const bool is_hidden_value = std::exchange(hides_next_, false);
        if (!options_.on) {
            word.rule = Rule::translation_off;
        } else if (behind_double_dash_) {
            word.rule = Rule::after_double_dash;
        } else if (is_hidden_value || holds_secret(word.after, options_.never)) {
            word.rule = Rule::secret;
        } else if (word.after == "--") {
            behind_double_dash_ = true;
        } else if (word.after == "-") {
            word.rule = Rule::special_file;
        } else {
            hides_next_ = hides_next_word(word.after, options_.never);
            translate_places(word);
        }
        return word;
    }

    void translate_places(Word& word) {
        std::string translated;
        std::size_t copied = 0;  // up to here word.after is in `translated`
        for (const Place place : places_of(word.after)) {
            const Judgement judgement = judge_.judge(place.in(word.after));
            if (judgement.finding) report(*judgement.finding, judgement.finding_path);
            if (weight(judgement.rule) > weight(word.rule)) word.rule = judgement.rule;
            if (!judgement.replacement) continue;
            translated.append(word.after, copied, place.begin - copied).append(*judgement.replacement);
            copied = place.end;
        }
        if (copied != 0) word.after = translated.append(word.after, copied);
    }

    std::vector<Place> places_of(const std::string& word) const {
        std::vector<Place> result;
        for (const Place place : path_places(word)) {
            const std::vector<Place> parts = comma_separated(word, place);
            if (parts.size() == 1 || is_url(place.in(word)) || judge_.exists_somewhere(place.in(word))) {
                result.push_back(place);
            } else {
                result.insert(result.end(), parts.begin(), parts.end());
            }
        }
        return result;
    }

    void report(Finding::Kind kind, const std::string& path) {
        if (!reported_.emplace(kind, path).second) return;
        result_.findings.push_back({.kind = kind, .word = result_.words.size(), .path = path});
    }

    const os::Environment& environment_;
    const TranslateOptions& options_;
    Judge judge_;
    Translation result_;
    std::set<std::pair<Finding::Kind, std::string>> reported_;
    std::size_t leading_ = 0;  // how many leading words are behind us
    bool hides_next_ = false;
    bool behind_double_dash_ = false;
};

}  // namespace

Translation translate(const std::vector<std::string>& words, const MountTable& mounts,
                      const os::Environment& environment, const os::FileSystem& files,
                      const TranslateOptions& options) {
    return Translator(mounts, environment, files, options).translate(words);
}

}  // namespace tao::paths
