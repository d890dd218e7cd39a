#include "paths/translate.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "paths/never_translated.hpp"
#include "paths/output_names.hpp"
#include "paths/path_parts.hpp"
#include "paths/shell_words.hpp"
#include "text/characters.hpp"

namespace tao::paths {

namespace {

// The launcher's --volume stands behind group and task, its first two words, at any place.
constexpr std::size_t words_before_launcher_options = 2;

// Group, task and subtask are plain names. A task without subtasks has its first argument in the third place
// (tao converter /path/model.etlt, tao deploy trtexec --onnx=/path), and that one is a word like any other.
bool is_plain_name(std::string_view word) {
    return !word.starts_with('-') && std::all_of(word.begin(), word.end(), [](char byte) {
        return text::continues_name(byte) || byte == '-' || byte == '.';
    });
}

// Of several places in one word the one that says most about it names its rule.
int weight(Rule rule) {
    switch (rule) {
        case Rule::host_path:
            return 7;
        case Rule::host_link:
        case Rule::dropped_path:
            return 6;
        case Rule::unmapped:
        case Rule::unprovided:
            return 5;
        case Rule::container_path:
            return 4;
        case Rule::relative:
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
    Translator(const Judge& judge, const os::Environment& environment, const TranslateOptions& options)
        : judge_(judge), environment_(environment), options_(options) {}

    Translation translate(const std::vector<std::string>& words) {
        for (std::size_t index = 0; index < words.size(); ++index) {
            const std::string& word = words[index];
            if (options_.volume_option && index >= words_before_launcher_options && word == "--volume") {
                keep(word, Rule::launcher_option);
                if (index + 1 < words.size()) keep(words[++index], Rule::launcher_option);
            } else if (leading_ < options_.leading_words &&
                       (leading_ < options_.launcher_words || is_plain_name(word))) {
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
        Word word{.before = typed, .after = as_shell(typed), .rule = Rule::not_a_path};
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
            translate_paths(word);
        }
        option_ = word.after.starts_with('-') ? word.after : std::string();
        return word;
    }

    std::string as_shell(const std::string& typed) const {
        return resolve_as_shell(typed, environment_,
                                [&](std::string_view text) { return is_name_of_file(text); });
    }

    bool is_name_of_file(std::string_view text) const { return judge_.exists(text); }

    void translate_paths(Word& word) {
        std::string translated;
        std::size_t copied = 0;  // up to here word.after is in `translated`
        std::size_t of_host = 0;
        bool all_covered = true;
        for (const Part& part : path_parts(judge_, word.after)) {
            Judgement judgement = judge_.judge(part.place.in(word.after), spelling_of(part, word.after));
            const bool uncovered = judgement.finding && judgement.finding->kind == Finding::Kind::unmapped;
            if (uncovered) all_covered = false;
            if (uncovered || judgement.replacement) ++of_host;
            if (judgement.finding) report(std::move(*judgement.finding));
            if (weight(judgement.rule) > weight(word.rule)) word.rule = judgement.rule;
            if (!judgement.replacement) continue;
            translated.append(word.after, copied, part.place.begin - copied).append(*judgement.replacement);
            copied = part.place.end;
        }
        if (copied == 0) return;
        if (of_host > 1 && !all_covered) {
            word.rule = Rule::unmapped;
            return;
        }
        word.after = translated.append(word.after, copied);
    }

    // A whole value, of an option or a key that names a directory to write to?
    Spelling spelling_of(const Part& part, std::string_view word) const {
        const auto [begin, end] = part.place;
        if (part.spelling != Spelling::value || end != word.size()) return part.spelling;
        const bool behind_key = begin > 0 && word[begin - 1] == '=';
        if (begin > 0 && !behind_key) return part.spelling;
        const std::string_view name = behind_key ? word.substr(0, begin - 1) : std::string_view(option_);
        return is_output_option(name) && may_name_directory(part.place.in(word)) ? Spelling::output
                                                                                 : part.spelling;
    }

    void report(Finding finding) {
        if (!reported_.insert(finding.path).second) return;
        finding.word = result_.words.size();
        result_.findings.push_back(std::move(finding));
    }

    const Judge& judge_;
    const os::Environment& environment_;
    const TranslateOptions& options_;
    Translation result_;
    std::set<std::string> reported_;
    std::size_t leading_ = 0;  // how many leading words are behind us
    std::string option_;       // the word before, if it is one
    bool hides_next_ = false;
    bool behind_double_dash_ = false;
};

}  // namespace

Translation translate(const std::vector<std::string>& words, const Judge& judge,
                      const os::Environment& environment, const TranslateOptions& options) {
    return Translator(judge, environment, options).translate(words);
}

}  // namespace tao::paths
