#include "engines/api.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <ctime>
#include <limits>

#include "engines/api_answer.hpp"
#include "engines/event.hpp"
#include "os/local_connections.hpp"
#include "os/stream_socket.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"

namespace tao::engines {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

error_code to_boost(std::error_code error) {
    return {error.value(), boost::system::generic_category()};
}

// What Beast asks of a stream, with the deadline of the call in it.
class Stream {
  public:
    explicit Stream(os::StreamSocket socket) : socket_(std::move(socket)) {}

    void set_deadline(os::Deadline deadline) { deadline_ = deadline; }
    int descriptor() const { return socket_.descriptor(); }
    os::Descriptor release() { return socket_.release(); }

    template <typename Buffers>
    std::size_t read_some(const Buffers& buffers, error_code& error) {
        const boost::asio::mutable_buffer first = *boost::asio::buffer_sequence_begin(buffers);
        std::error_code failed;
        const std::size_t got =
            socket_.read_some(static_cast<char*>(first.data()), first.size(), deadline_, failed);
        error = to_boost(failed);
        if (!error && got == 0) error = boost::asio::error::eof;
        return got;
    }

    template <typename Buffers>
    std::size_t write_some(const Buffers& buffers, error_code& error) {
        for (auto buffer = boost::asio::buffer_sequence_begin(buffers);
             buffer != boost::asio::buffer_sequence_end(buffers); ++buffer) {
            const boost::asio::const_buffer part = *buffer;
            if (part.size() == 0) continue;
            std::error_code failed;
            const std::size_t sent =
                socket_.write_some(static_cast<const char*>(part.data()), part.size(), deadline_, failed);
            error = to_boost(failed);
            return sent;
        }
        error = {};
        return 0;
    }

    // Beast asks for these too, but nobody here calls them.
    template <typename Buffers>
    std::size_t read_some(const Buffers& buffers) {
        error_code error;
        const std::size_t got = read_some(buffers, error);
        if (error) throw boost::system::system_error(error);
        return got;
    }
    template <typename Buffers>
    std::size_t write_some(const Buffers& buffers) {
        error_code error;
        const std::size_t sent = write_some(buffers, error);
        if (error) throw boost::system::system_error(error);
        return sent;
    }

  private:
    os::StreamSocket socket_;
    os::Deadline deadline_;
};

struct Response {
    unsigned status = 0;  // 0: there was none
    std::string body;
    std::optional<std::time_t> date;  // by the engine's clock
    bool there = false;               // somebody has taken the request
};

// Tue, 31 Jan 2026 12:00:00 GMT
std::optional<std::time_t> time_of_date(const std::string& date) {
    std::tm broken_down{};
    if (::strptime(date.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &broken_down) == nullptr) return std::nullopt;
    return ::timegm(&broken_down);
}

// Boost 1.74 takes boost::none for a limit of nothing where only the head of an answer is read.
constexpr auto no_limit = std::numeric_limits<std::uint64_t>::max();

constexpr unsigned switching_protocols = 101;

std::string percent_encoded(std::string_view text) {
    return text::percent_coded(text, [](char) { return false; });
}

// The stream of events: one answer that does not end.
class EventStream {
  public:
    EventStream(Stream stream, beast::flat_buffer buffer,
                std::unique_ptr<http::response_parser<http::string_body>> parser)
        : stream_(std::move(stream)), buffer_(std::move(buffer)), parser_(std::move(parser)) {}

    int descriptor() const { return stream_.descriptor(); }

    // False once the engine has closed the stream.
    bool read_what_is_there() {
        for (;;) {
            stream_.set_deadline(os::SteadyClock::now());
            error_code error;
            http::read_some(stream_, buffer_, *parser_, error);
            std::string& body = parser_->get().body();
            text_ += body;
            body.clear();
            if (error == boost::system::errc::timed_out) return true;
            if (error || parser_->is_done()) return false;
        }
    }

    std::optional<EngineEvent> next() { return take_event(text_); }

  private:
    Stream stream_;
    beast::flat_buffer buffer_;
    std::unique_ptr<http::response_parser<http::string_body>> parser_;
    std::string text_;
};

class EngineApi final : public ContainerEngine {
  public:
    explicit EngineApi(EngineAddress address) : address_(std::move(address)) {}

    bool subscribe(os::Deadline deadline, std::string& failure) override {
        const std::string filters =
            R"({"type":{"container":true},"event":{"create":true,"start":true,"kill":true,"die":true,"destroy":true}})";
        std::optional<Stream> stream =
            send(http::verb::get, "/events?filters=" + percent_encoded(filters), deadline, failure);
        if (!stream) return false;
        auto parser = std::make_unique<http::response_parser<http::string_body>>();
        parser->body_limit(no_limit);
        beast::flat_buffer buffer;
        error_code error;
        http::read_header(*stream, buffer, *parser, error);
        if (error || parser->get().result_int() != 200) {
            failure = error ? error.message() : "status " + std::to_string(parser->get().result_int());
            return false;
        }
        events_.emplace(std::move(*stream), std::move(buffer), std::move(parser));
        return true;
    }

    int event_descriptor() const override { return events_ ? events_->descriptor() : -1; }

    std::optional<EngineEvent> next_event() override {
        if (!events_) return std::nullopt;
        if (std::optional<EngineEvent> event = events_->next()) return event;
        const bool more = events_->read_what_is_there();
        std::optional<EngineEvent> event = events_->next();
        if (!event && !more) events_.reset();
        return event;
    }

    void signal(const std::string& container_id, int number, os::Deadline deadline) override {
        call(http::verb::post, "/containers/" + container_id + "/kill?signal=" + std::to_string(number),
             deadline);
    }

    bool remove(const std::string& container_id, os::Deadline deadline) override {
        // 409 says that a removal is already under way: it is done when nobody knows the container any more.
        call(http::verb::delete_, "/containers/" + container_id + "?force=true&v=true", deadline);
        return !exists(container_id, deadline);
    }

    bool exists(const std::string& container_id, os::Deadline deadline) override {
        return call(http::verb::get, "/containers/" + container_id + "/json", deadline).status !=
               answer_not_found;
    }

    std::optional<std::vector<std::string>> list(os::Deadline deadline) override {
        const Response response = call(http::verb::get, "/containers/json?all=true", deadline);
        const text::Json containers = answer_of(response.body);
        if (!containers.is_array()) return std::nullopt;
        std::vector<std::string> ids;
        for (const text::Json& container : containers) {
            ids.push_back(text_at(container, "/Id"));
        }
        return ids;
    }

    std::optional<std::vector<std::uint32_t>> abandoned_requests() override {
        if (server_.empty() && address_.kind == EngineAddress::Kind::local_socket) {
            std::error_code failed;
            const auto probe = os::StreamSocket::connect_local(address_.path, os::SteadyClock::now(), failed);
            if (!failed) server_ = os::peer_name(probe.descriptor());
        }
        return os::orphaned_connections(server_);
    }

    std::vector<std::string> list_never_started(std::chrono::seconds ago, os::Deadline deadline) override {
        const Response response =
            call(http::verb::get,
                 "/containers/json?all=true&filters=" + percent_encoded(R"({"status":{"created":true}})"),
                 deadline);
        const text::Json containers = answer_of(response.body);
        if (!containers.is_array()) return {};
        std::vector<std::string> ids;
        for (const text::Json& container : containers) {
            const text::Json created = value_at(container, "/Created");
            if (response.date && created.is_number_integer() &&
                *response.date - created.get<std::time_t>() >= ago.count()) {
                ids.push_back(text_at(container, "/Id"));
            }
        }
        return ids;
    }

    std::optional<std::string> variable(const std::string& container_id, const std::string& name,
                                        os::Deadline deadline) override {
        const Response response = call(http::verb::get, "/containers/" + container_id + "/json", deadline);
        const text::Json environment = value_at(answer_of(response.body), "/Config/Env");
        if (environment.is_null()) return std::nullopt;
        return container_variable(environment, name);
    }

    os::Descriptor attach(const std::string& container_id, const std::vector<std::string>& words,
                          os::Deadline deadline) override {
        const text::Json command = {{"AttachStdin", true}, {"User", "0"}, {"Cmd", words}};
        const Response created = call(http::verb::post, "/containers/" + container_id + "/exec", deadline,
                                      nullptr, command.dump());
        const std::string id = text_at(answer_of(created.body), "/Id");
        if (id.empty()) return {};
        std::string failure;
        std::optional<Stream> stream =
            send(http::verb::post, "/exec/" + id + "/start", deadline, failure, R"({"Detach":false})", true);
        if (!stream) return {};
        http::response_parser<http::empty_body> parser;
        beast::flat_buffer buffer;
        error_code error;
        http::read_header(*stream, buffer, parser, error);
        if (error || parser.get().result_int() != switching_protocols) return {};
        return stream->release();
    }

    EngineAnswer ask(const std::string& path, os::Deadline deadline) override {
        std::string failure;
        Response response = call(http::verb::get, path, deadline, &failure);
        return {.status = response.status,
                .body = std::move(response.body),
                .failure = std::move(failure),
                .there = response.there};
    }

  private:
    // Connects and sends a request. body: JSON; empty for none. upgrade: the connection is to carry bytes from then on.
    std::optional<Stream> send(http::verb verb, const std::string& target, os::Deadline deadline,
                               std::string& failure, std::string body = {}, bool upgrade = false) {
        if (address_.kind == EngineAddress::Kind::other) {
            failure = unsupported_address;
            return std::nullopt;
        }
        std::error_code failed;
        os::StreamSocket socket =
            address_.kind == EngineAddress::Kind::local_socket
                ? os::StreamSocket::connect_local(address_.path, deadline, failed)
                : os::StreamSocket::connect_numeric(address_.host, address_.port, deadline, failed);
        if (failed) {
            failure = failed.message();
            return std::nullopt;
        }
        if (server_.empty()) server_ = os::peer_name(socket.descriptor());
        Stream stream(std::move(socket));
        stream.set_deadline(deadline);
        constexpr unsigned http_1_1 = 11;
        http::request<http::string_body> request(verb, target, http_1_1);
        request.set(http::field::host, "docker");
        request.set(http::field::content_length, std::to_string(body.size()));
        if (!body.empty()) request.set(http::field::content_type, "application/json");
        if (upgrade) {
            request.set(http::field::connection, "Upgrade");
            request.set(http::field::upgrade, "tcp");
        }
        request.body() = std::move(body);
        error_code error;
        http::write(stream, request, error);
        if (error) {
            failure = error.message();
            return std::nullopt;
        }
        return stream;
    }

    Response call(http::verb verb, const std::string& target, os::Deadline deadline,
                  std::string* why_not = nullptr, std::string request_body = {}) {
        std::string failure;
        std::optional<Stream> stream = send(verb, target, deadline, failure, std::move(request_body));
        if (!stream) {
            if (why_not != nullptr) *why_not = failure;
            return {};
        }
        http::response_parser<http::string_body> parser;
        parser.body_limit(no_limit);
        beast::flat_buffer buffer;
        error_code error;
        http::read(*stream, buffer, parser, error);
        if (error) {
            if (why_not != nullptr) *why_not = error.message();
            Response none;
            none.there = true;
            return none;
        }
        const std::string date(parser.get()[http::field::date]);
        return {.status = parser.get().result_int(),
                .body = std::move(parser.get().body()),
                .date = time_of_date(date),
                .there = true};
    }

    EngineAddress address_;
    std::string server_;  // as the kernel knows it; empty before the first connection, and for one over TCP
    std::optional<EventStream> events_;
};

}  // namespace

std::unique_ptr<ContainerEngine> make_engine_api(const EngineAddress& address) {
    return std::make_unique<EngineApi>(address);
}

}  // namespace tao::engines
