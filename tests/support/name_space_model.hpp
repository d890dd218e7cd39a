#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "support/memory_file_system.hpp"

// What a path leads to, in the name space of a computer and of a container with mounts: a model as small as can be, to
// judge the real thing by. It knows the text of links and nothing of lib/.
namespace tao::tests {

struct ModelMount {
    std::string source;       // real
    std::string destination;  // normalised
    bool dropped = false;
    std::string place{};  // where it is: the destination, but for links in other mounts
};

class NameSpaceModel {
  public:
    enum class Kind { directory, file, link };

    void add(const std::string& path, Kind kind, const std::string& target = {}) {
        for (std::string above = parent(path); !above.empty() && nodes_.count(above) == 0;
             above = parent(above))
            nodes_[above] = {Kind::directory, {}};
        nodes_[path] = {kind, target};
    }

    bool has(const std::string& path) const { return path == "/" || nodes_.count(path) != 0; }
    bool is(const std::string& path, Kind kind) const {
        const auto found = nodes_.find(path);
        return path == "/" ? kind == Kind::directory : found != nodes_.end() && found->second.kind == kind;
    }
    std::vector<std::string> paths() const {
        std::vector<std::string> result;
        for (const auto& [path, node] : nodes_)
            result.push_back(path);
        return result;
    }

    MemoryFileSystem files() const {
        MemoryFileSystem result;
        for (const auto& [path, node] : nodes_) {
            if (node.kind == Kind::directory) result.add_directory(path);
            if (node.kind == Kind::file) result.add_file(path);
            if (node.kind == Kind::link) result.add_link(path, node.target);
        }
        return result;
    }

    // The file of the computer that the path is, by its name without links; what does not exist is hung below. "loop" if
    // links lead in a circle.
    std::string on_host(const std::string& path) const { return walk(path, nullptr); }

    // Sets the places of the mounts, as a runtime makes them: the shallow ones first, each followed through those before.
    void place(std::vector<ModelMount>& mounts) const {
        std::vector<ModelMount*> order;
        for (ModelMount& mount : mounts) {
            mount.place = mount.destination;
            if (!mount.dropped) order.push_back(&mount);
        }
        std::stable_sort(order.begin(), order.end(), [](const ModelMount* one, const ModelMount* other) {
            return one->destination.size() < other->destination.size();
        });
        std::vector<ModelMount> made;
        for (ModelMount* mount : order) {
            mount->place = position(mount->destination, &made);
            for (ModelMount& before : mounts)
                if (&before != mount && before.place == mount->place && !made.empty())
                    before.place = "covered";
            made.push_back(*mount);
        }
    }

    // The same for a path in a container; "image:" and the path there if no mount has it.
    std::string in_container(const std::string& path, const std::vector<ModelMount>& mounts) const {
        return walk(path, &mounts);
    }

    static bool is_above(const std::string& ancestor, const std::string& path) {
        return path == ancestor || path.compare(0, ancestor.size() + 1, ancestor + "/") == 0;
    }

    static std::string parent(const std::string& path) { return path.substr(0, path.rfind('/')); }

  private:
    struct Node {
        Kind kind = Kind::directory;
        std::string target;
    };

    static std::deque<std::string> split(const std::string& path) {
        std::deque<std::string> result;
        for (std::size_t begin = 0; begin <= path.size();) {
            const std::size_t end = std::min(path.find('/', begin), path.size());
            if (end > begin) result.push_back(path.substr(begin, end - begin));
            begin = end + 1;
        }
        return result;
    }

    static std::string file_of(const std::string& path, const std::vector<ModelMount>* mounts) {
        if (mounts == nullptr) return path;
        const ModelMount* best = nullptr;
        for (const ModelMount& mount : *mounts) {
            if (mount.dropped || !is_above(mount.place, path)) continue;
            if (best == nullptr || mount.place.size() > best->place.size()) best = &mount;
        }
        return best == nullptr ? "" : best->source + path.substr(best->place.size());
    }

    static bool is_mount_point(const std::string& path, const std::vector<ModelMount>* mounts) {
        return mounts != nullptr && std::any_of(mounts->begin(), mounts->end(), [&](const ModelMount& mount) {
                   return !mount.dropped && mount.place == path;
               });
    }

    std::string walk(const std::string& path, const std::vector<ModelMount>* mounts) const {
        const std::string at = position(path, mounts);
        if (at == "loop") return at;
        if (mounts == nullptr) return at.empty() ? "/" : at;
        const std::string file = file_of(at, mounts);
        return file.empty() ? "image:" + at : file;
    }

    std::string position(const std::string& path, const std::vector<ModelMount>* mounts) const {
        std::deque<std::string> todo = split(path);
        std::string at;
        int links = 0;
        while (!todo.empty()) {
            const std::string name = todo.front();
            todo.pop_front();
            if (name == ".") continue;
            if (name == "..") {
                at = parent(at);
                continue;
            }
            const std::string next = at + "/" + name;
            const auto node = nodes_.find(file_of(next, mounts));
            const bool is_link = node != nodes_.end() && node->second.kind == Kind::link;
            if (!is_link || is_mount_point(next, mounts)) {
                at = next;
                continue;
            }
            if (++links > 40) return "loop";
            std::deque<std::string> target = split(node->second.target);
            todo.insert(todo.begin(), target.begin(), target.end());
            if (node->second.target.front() == '/') at.clear();
        }
        return at;
    }

    std::map<std::string, Node> nodes_;
};

}  // namespace tao::tests
