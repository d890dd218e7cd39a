#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.hpp"

namespace tao::project::yaml {

struct Entry;

// A value of a YAML file and its place in it.
struct Node {
    enum class Kind { null, scalar, list, map };
    Kind kind = Kind::null;
    text::Span where;  // a scalar with its quotes; of a list or map its first character

    std::string text;    // scalar: its value, every escape resolved
    bool plain = false;  // scalar: without quotes, so that it may be a number, a word or true/false
    // scalar: the place of `text` in the file when it stands there byte for byte, so that a part of it has a
    // place as well.
    std::optional<std::size_t> verbatim_at;
    bool faulty = false;  // stands for something that was reported already

    std::vector<Node> items;     // list
    std::vector<Entry> entries;  // map, in the order of the file

    bool is_scalar() const { return kind == Kind::scalar; }
    bool is_plain(std::string_view word) const { return kind == Kind::scalar && plain && text == word; }

    // The place of the bytes [begin, end) of `text`, or of the whole scalar.
    text::Span place(std::size_t begin, std::size_t end) const;

    // The value of a key of a map; null if it has none.
    const Node* find(std::string_view key) const;
};

struct Entry {
    std::string key;
    text::Span key_where;
    Node value;
};

// Reads the one document of a file. YAML is much more than a list of settings needs, and what is not needed is
// where surprises live; so these are errors, all reported, each with its place: duplicate keys, anchors,
// aliases, merge keys, tags, keys that are no words, tabs as indentation. These end the reading as well: a
// second document, nesting beyond 16 levels, more than 4096 keys and values, bytes that are not UTF-8, control
// characters, and a syntax error, which is one error in plain words. Unix and DOS line ends and a byte order
// mark are accepted.
//
// Returns the tree unless the reading ended early; an empty file is a null node.
std::optional<Node> parse(text::Diagnostics& diagnostics);

}  // namespace tao::project::yaml
