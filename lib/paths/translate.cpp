#include "paths/translate.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "paths/kept_quotes.hpp"
#include "paths/misprints.hpp"
#include "paths/never_translated.hpp"
#include "paths/output_names.hpp"
#include "paths/path_parts.hpp"
#include "paths/shell_words.hpp"
#include "paths/unexpanded.hpp"
#include "text/characters.hpp"
#include "text/path.hpp"

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

// Hydra's own: a directory, which a relative path names from where the task's program lies in the image, never from where
// the line was typed; and a name in it.
constexpr std::string_view configuration_directory[] = {"--config-path", "--config-dir", "-cp", "-cd"};
constexpr std::string_view configuration_name[] = {"--config-name", "-cn"};

// The directory of the results, in every task that has it.
constexpr std::string_view results_option = "-r";

template <std::size_t size>
bool is_one_of(const std::string_view (&names)[size], std::string_view name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
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
                runs_command_ |= word == "run";
                if (options_.on) report_found(misprint_in_name(word));
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
            if (!runs_command_) report_found(misprint_in(word.after, judge_));
            translate_paths(word);
            if (options_.shells) {
                report_unexpanded(word);
                // In a command of run the container's shell may read them.
                if (!runs_command_) report_found(kept_quotes(word.before, option_, judge_));
            }
        }
        option_ = word.after.starts_with('-') ? word.after : std::string();
        return word;
    }

    std::string as_shell(const std::string& typed) const {
        if (!options_.shells) return typed;
        return resolve_as_shell(typed, environment_,
                                [&](std::string_view text) { return is_name_of_file(text); });
    }

    bool is_name_of_file(std::string_view text) const { return judge_.exists(text); }

    void translate_paths(Word& word) {
        std::string translated;
        std::size_t copied = 0;  // up to here word.after is in `translated`
        std::size_t of_host = 0;
        bool all_covered = true;
        const Standing standing = option_.empty() ? Standing::alone : Standing::value;
        for (const Part& part : path_parts(judge_, word.after, standing)) {
            const std::string_view name = name_of_value(part.place, word.after);
            std::string_view text = part.place.in(word.after);
            if (is_one_of(configuration_name, name) && !text::is_absolute(text)) continue;
            std::string absolute;
            Spelling spelling = spelling_of(part, name, text);
            if (part.place.begin == 2) spelling = spelling_of_glued(word.after, text, spelling);
            if (is_one_of(configuration_directory, name) && !text::is_absolute(text) && judge_.exists(text)) {
                absolute = judge_.with_home(text);
                if (!text::is_absolute(absolute)) absolute = judge_.from_here(text);
                text = absolute;
                spelling = Spelling::host;
            }
            Judgement judgement = judge_.judge(text, spelling);
            if (names_no_file(name) && is_new(judgement, text)) judgement = {};
            const bool uncovered = judgement.rule != Rule::url && judgement.finding &&
                                   judgement.finding->kind == Finding::Kind::unmapped;
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

    // A path that nobody has: --layer=/head, layers=model/conv where there is a directory model.
    bool is_new(const Judgement& judgement, std::string_view text) const {
        return judgement.rule == Rule::unprovided ||
               (judgement.rule == Rule::unmapped && !judge_.exists(text));
    }

    // The option or key whose whole value stands there; empty: none.
    std::string_view name_of_value(const Place& place, std::string_view word) const {
        if (place.end != word.size()) return {};
        if (place.begin == 0) return option_;
        return word[place.begin - 1] == '=' ? word.substr(0, place.begin - 1) : std::string_view();
    }

    // A whole value, of an option or a key that says what to write to, or that a directory is meant? What -r is to another
    // program nobody knows.
    Spelling spelling_of(const Part& part, std::string_view name, std::string_view value) const {
        const bool may_be_name = !name.empty() && may_name_directory(value);
        if (part.spelling != Spelling::value || !may_be_name) return part.spelling;
        if (runs_command_ && name == results_option) return part.spelling;
        if (is_output_of_line(name, value)) return Spelling::output;
        return names_directory(name) ? Spelling::directory : part.spelling;
    }

    // -oout.etlt, -rresults; of the latter only what is there, for -rf may be two of another program's letters.
    Spelling spelling_of_glued(std::string_view word, std::string_view text, Spelling otherwise) const {
        if (!may_name_directory(text)) return otherwise;
        if (word.starts_with("-o") && is_output_of_line("-o", text)) return Spelling::output;
        const bool is_directory = !runs_command_ && word.starts_with(results_option) && judge_.exists(text);
        return is_directory ? Spelling::output : otherwise;
    }

    void report_unexpanded(const Word& word) {
        const auto say = [&](std::vector<std::string> found) {
            for (std::string& what : found)
                report({.kind = Finding::Kind::unexpanded, .path = std::move(what), .typed = word.after});
        };
        say(unexpanded_in(word.after, option_, judge_, environment_, options_.set_for_task));
        // What the shells would have put in; in a command of run, those of the container do.
        if (!runs_command_ && word.before == word.after) say(kept_in(word.after, judge_, environment_));
    }

    void report_found(std::optional<Finding> finding) {
        if (finding) report(std::move(*finding));
    }

    void report(Finding finding) {
        // Of a misprinted word the path is one character.
        const bool is_misprint = finding.kind == Finding::Kind::misprinted;
        if (!reported_.insert(is_misprint ? finding.typed : finding.path).second) return;
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
    bool runs_command_ = false;  // tao ... run COMMAND
};

}  // namespace

Translation translate(const std::vector<std::string>& words, const Judge& judge,
                      const os::Environment& environment, const TranslateOptions& options) {
    return Translator(judge, environment, options).translate(words);
}

}  // namespace tao::paths
