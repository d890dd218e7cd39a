#include "commands/init/notebook_setup.hpp"

#include "commands/init/notebook_cells.hpp"
#include "commands/init/notebook_changes.hpp"
#include "commands/init/notebook_magics.hpp"
#include "commands/init/notebook_mounts_file.hpp"
#include "commands/init/notebook_state.hpp"
#include "commands/init/notebook_text.hpp"
#include "commands/init/python_operators.hpp"

namespace tao::commands {

namespace {

class Follower {
  public:
    Follower(const std::string& directory, std::string project) {
        state_.project = std::move(project);
        state_.python.working_directory = directory;
    }

    void cell(const std::string& text) {
        const std::string head = trimmed(text.substr(0, text.find('\n')));
        if (head.starts_with("%%")) return cell_with_magic(head, text);
        const auto lines = statements(text);
        block(lines, 0, lines.size(), true);
    }

    NotebookSetup result() {
        setup_.variables = std::move(state_.python.environment);
        setup_.open_places = std::move(state_.open_places);
        return std::move(setup_);
    }

  private:
    void cell_with_magic(const std::string& head, const std::string& text) {
        const std::string rest = text.find('\n') == std::string::npos ? "" : text.substr(text.find('\n') + 1);
        if (auto content = mounts_file_of_shell_cell(head, rest)) setup_.mounts_file = std::move(content);
        if (head == "%%time" || head == "%%capture") cell(rest);
    }

    using Statements = std::vector<Statement>;

    static std::size_t end_of_block(const Statements& lines, std::size_t head, std::size_t end) {
        std::size_t next = head + 1;
        while (next < end && lines[next].indent > lines[head].indent)
            ++next;
        return next;
    }

    void block(const Statements& lines, std::size_t begin, std::size_t end, bool active) {
        bool chain_decided = false;  // of if / elif / else
        for (std::size_t at = begin; at < end;) {
            const std::string& text = lines[at].text;
            const std::size_t body_end = end_of_block(lines, at, end);
            const bool has_body = body_end > at + 1 || (text.ends_with(':') && !lines[at].magic);
            if (!has_body) {
                if (active) simple(lines[at]);
                one_line_compound(text, active);
                at = at + 1;
                continue;
            }
            const bool is_if = text.starts_with("if ") || text.starts_with("if(");
            const bool is_elif = text.starts_with("elif");
            bool run = false;
            if (is_if || is_elif) {
                const PythonValue condition = evaluate(
                    trimmed(text.substr(is_if ? 2 : 4, text.rfind(':') - (is_if ? 2 : 4))), state_.python);
                if (is_if) chain_decided = false;
                if (is_unknown(condition)) {
                    undecided(lines, at + 1, body_end, active);
                    chain_decided = true;
                } else if (!chain_decided && is_true(condition)) {
                    run = chain_decided = true;
                }
            } else if (text.starts_with("else")) {
                run = !chain_decided;
            } else if (text.starts_with("with ")) {
                if (active) writing_.follow_with(text, state_.python);
                run = true;
            } else {
                // for, while, def and class may set something, or not, or several things
                run = text.starts_with("try");
                if (!run) undecided(lines, at + 1, body_end, active && !text.starts_with("except"));
            }
            block(lines, at + 1, body_end, active && run);
            at = body_end;
        }
    }

    // with open(...) as f: json.dump(...), on one line
    void one_line_compound(const std::string& text, bool active) {
        if (!active || !text.starts_with("with ")) return;
        const auto colon = find_outside(text, ":");
        if (colon == std::string::npos) return;
        writing_.follow_with(text.substr(0, colon + 1), state_.python);
        simple({.text = trimmed(text.substr(colon + 1))});
    }

    // Variables set where it is not known whether the line is reached have no known value.
    void undecided(const Statements& lines, std::size_t begin, std::size_t end, bool active) {
        if (!active) return;
        for (std::size_t at = begin; at < end; ++at) {
            const std::string name = environment_target(lines[at].text);
            if (!name.empty() && state_.python.variable(name) == nullptr) {
                state_.python.set_variable(name, unknown(lines[at].text));
            }
            if (writing_.seems_to_dump(lines[at].text)) {
                setup_.remarks.push_back("the notebook writes the mounts file once more under a condition: " +
                                         lines[at].text);
            }
        }
    }

    void simple(const Statement& line) {
        if (line.magic) return follow_magic(line.text, state_);
        const std::string& text = line.text;
        if (text.starts_with("del")) return follow_removal(trimmed(text.substr(3)), state_);
        if (text.starts_with("import ") || text.starts_with("from ") || text.starts_with("with ")) return;
        if (writing_.follow_dump(text, state_.python, setup_.mounts_file) || follow_change(text, state_))
            return;
        follow_assignment(text, state_);
    }

    NotebookState state_;
    MountsFileWriting writing_;
    NotebookSetup setup_;
};

}  // namespace

NotebookSetup follow_cells(const std::vector<std::string>& cells, const std::string& directory,
                           const std::string& project) {
    Follower follower(directory, project);
    for (const std::string& cell : cells)
        follower.cell(cell);
    return follower.result();
}

}  // namespace tao::commands
