using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Http.Commands;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// Requests that say nothing, in all the ways programs do: enough where no field is needed.
/// </summary>
public sealed class EmptyBodyTests(SharedLedger shared)
{
    private const string Form = "application/x-www-form-urlencoded";

    public static TheoryData<string> Commands =>
        [.. CommandRoutes.Table.Routes.Select(r => r.Operation)];

    /// <summary>All ways to say nothing.</summary>
    private static IEnumerable<(string Way, Func<HttpContent?> Body)> Ways =>
    [
        ("nothing", () => null),
        ("{}", () => LedgerCaller.Json("{}"u8.ToArray())),
        ("empty JSON", () => LedgerCaller.Json([])),
        ("an empty form, as of curl -d ''", () => Empty(Form)),
        ("empty text", () => Empty("text/plain")),
        ("empty, no type", () => new ByteArrayContent([])),
        ("empty, of unknown length",
            () => new Unmeasured([]) { Headers = { ContentType = new(Form) } }),
        ("empty JSON, of unknown length",
            () => new Unmeasured([]) { Headers = { ContentType = new("application/json") } }),
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_way_to_say_nothing_says_the_same(string operation)
    {
        var (portfolio, route, path) = await OfAsync(operation);
        Reply? first = null;
        foreach (var (way, body) in Ways)
        {
            using var content = body();
            var reply = await portfolio.Approver.Post(path, content);
            first ??= reply;
            Assert.True(first.Status == reply.Status, $"{way} gave {reply}, nothing gave {first}");
            Assert.Equal((string?)first.Json["detail"], (string?)reply.Json["detail"]);
        }
        if (NeedsFields(route))
        {
            first!.AssertProblem(400, "invalid-fields");
            var detail = (string)first!.Json["detail"]!;
            Assert.StartsWith("The body is empty: it needs ", detail, StringComparison.Ordinal);
            Assert.All(first.Pointers(), field =>
                Assert.Contains(field[1..], detail, StringComparison.Ordinal));
            var example = detail.Split(", for example ", 2)[1];
            Assert.True(JsonNode.DeepEquals(
                JsonNode.Parse(route.Example), JsonNode.Parse(example)), detail);
        }
        else if (route.Command == typeof(ReviseStakeholder))
            // None of its fields is needed, but one of them is.
            first!.AssertProblem(400, "invalid-fields");
        else
            Assert.NotInRange(first!.Status, 400, 403);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_body_of_another_type_that_says_something_is_not_taken(string operation)
    {
        var (portfolio, route, path) = await OfAsync(operation);
        foreach (var content in (HttpContent[])
            [
                new StringContent("a=1", Encoding.UTF8, Form),
                new StringContent("{}", Encoding.UTF8, "text/plain"),
                new Unmeasured("{}"u8.ToArray()) { Headers = { ContentType = new(Form) } },
            ])
            using (content)
            {
                var reply = await portfolio.Approver.Post(path, content);
                reply.AssertProblem(415, "unsupported-media-type");
                var detail = (string)reply.Json["detail"]!;
                Assert.StartsWith("Send the body as application/json, not as "
                    + $"{content.Headers.ContentType}", detail, StringComparison.Ordinal);
            }
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_submission_needs_no_word_of_any_type()
    {
        var portfolio = await (await shared.OpenAsync()).WithInitiativeAsync();
        using var form = Empty(Form);
        var sent = await portfolio.Contributor.Post(
            portfolio.PathOf("initiatives/croton/submission"), form, ("Idempotency-Key", "once"));
        Assert.True(sent.Status == 200, sent.ToString());
        // Said in another way it is the same request.
        var again = await portfolio.Contributor.Post(portfolio.PathOf(
            "initiatives/croton/submission"), "{}", ("Idempotency-Key", "once"));
        Assert.Equal(sent.Text, again.Text);
    }

    [Theory]
    [InlineData("ranking/counterfactual", null)]
    [InlineData("what-if/optimisation", "objective")]
    [InlineData("what-if/frontier", "objective")]
    [InlineData("scenarios", "key, name")]
    [InlineData("batch", "commands")]
    public async Task Questions_and_scenarios_say_what_they_need_too(string path, string? needed)
    {
        var portfolio = await shared.OpenAsync();
        using var form = Empty(Form);
        var reply = await portfolio.Approver.Post(portfolio.PathOf(path), form);
        if (needed is null)
        {
            Assert.True(reply.Status is 200 or 422, reply.ToString());
            return;
        }
        reply.AssertProblem(400, "invalid-fields");
        var detail = (string)reply.Json["detail"]!;
        Assert.Contains(needed, detail, StringComparison.Ordinal);
        Assert.Contains("{\"", detail, StringComparison.Ordinal);
    }

    private async Task<(TestPortfolio Portfolio, CommandRoute Route, string Path)> OfAsync(
        string operation)
    {
        var portfolio = await shared.OpenAsync();
        var route = CommandRoutes.Table.Routes.Single(r => r.Operation == operation);
        var path = string.Join('/', route.Template.Split('/')
            .Select(s => s.StartsWith('{') ? "there-is-none" : s));
        return (portfolio, route, portfolio.PathOf(path));
    }

    private static bool NeedsFields(CommandRoute route) =>
        EdgeJson.Options.GetTypeInfo(route.Command).Properties
            .Any(p => p.IsRequired && !route.PathKeys.Contains(p.Name));

    private static ByteArrayContent Empty(string type) =>
        new([]) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    /// <summary>Bytes that do not say beforehand how many they are.</summary>
    private sealed class Unmeasured(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(
            Stream stream, System.Net.TransportContext? context) =>
            stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
