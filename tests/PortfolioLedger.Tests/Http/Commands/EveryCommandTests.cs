using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Clients;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Every command there is, sent as the documentation shows it.</summary>
public sealed class EveryCommandTests(StoryOfEveryCommand story)
    : IClassFixture<StoryOfEveryCommand>
{
    /// <summary>Facts that no command of the API records.</summary>
    private static readonly string[] RecordedByImports =
        ["history-imported", "import-reversed", "event-reversed"];

    /// <summary>About the ledger's log, and by an address of their own: erasures.</summary>
    private static readonly string[] RecordedByTheLedger =
        ["ledger-restored", "log-key-rotated", "personal-texts-erased"];

    public static TheoryData<string> Commands =>
        [.. All.Select(c => c.Name)];

    private static IEnumerable<Type> All => PortfolioLedger.Http.Commands.CommandRoutes.Table.Routes
        .Select(r => r.Command).Append(typeof(OpenPortfolio));

    [Fact]
    public void The_story_tells_every_command_of_the_table()
    {
        Assert.Equal(
            PortfolioLedger
                .Http.Commands.CommandRoutes.Table.Routes.Select(r => r.Command.Name)
                .Order(),
            StoryOfEveryCommand.Steps.Select(s => s.Command.Name).Order()
        );
        foreach (var (command, path) in StoryOfEveryCommand.Steps)
            Assert.Equal(
                command,
                PortfolioLedger.Http.Commands.CommandRoutes.Table.Find(path)?.Route.Command
            );
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_documented_example_is_accepted(string command)
    {
        var (type, reply) = Of(command);
        Assert.True(reply.Status == (type.IsAssignableTo(typeof(ICreation)) ? 201 : 200),
            $"{command} gave {reply}");
        Assert.Equal("application/json", reply.Header("Content-Type"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_receipt_has_the_promised_shape(string command)
    {
        var (_, reply) = Of(command);
        var receipt = reply.Json.AsObject();
        Assert.Equal(["position", "events", "recordedAt", "leafHash"], receipt.Select(f => f.Key));
        var events = receipt["events"]!.AsArray();
        Assert.NotEmpty(events);
        Assert.Equal(reply.Position, (long)events[^1]!["position"]!);
        Assert.Equal((string?)receipt["leafHash"], (string?)events[^1]!["leafHash"]);
        Assert.Equal($"\"{reply.Position}\"", reply.Header("ETag"));
        Assert.Equal(32, Convert.FromBase64String((string)receipt["leafHash"]!).Length);
        Assert.All(events, e => Assert.Equal('7', ((string)e!["id"]!)[14]));
    }

    [Fact]
    public async Task Every_receipt_and_every_kind_of_event_has_the_form_that_is_described()
    {
        var answers = new Answers();
        foreach (var route in PortfolioLedger.Http.Commands.CommandRoutes.Table.Routes)
            answers.Add(
                "post",
                $"/api/v1/portfolios/{{portfolio}}/{route.Template}",
                route.Operation,
                story.Replies[route.Command]
            );
        answers.Add(
            "post",
            "/api/v1/portfolios",
            nameof(OpenPortfolio),
            story.Replies[typeof(OpenPortfolio)]
        );

        answers.Add(
            "get",
            "/api/v1/portfolios/{portfolio}/events",
            "all that was recorded",
            await story
                .Host.As("vera", "viewer")
                .Get($"portfolios/{StoryOfEveryCommand.Portfolio}/events?limit=1000")
        );

        await answers.AssertDescribedAsync(story.Host);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_the_receipt_promises_is_what_is_stored(string command)
    {
        var (_, reply) = Of(command);
        foreach (var recorded in reply.Json["events"]!.AsArray())
        {
            var stored = await StoredRow.AtAsync(
                story.Host, StoryOfEveryCommand.Portfolio, (long)recorded!["position"]!);
            Assert.Equal(stored.Type, (string?)recorded["type"]);
            Assert.Equal(stored.Id, (Guid)recorded["id"]!);
            Assert.Equal(stored.Leaf, (string?)recorded["leafHash"]);
            Assert.Equal(stored.RecordedAt, (string?)reply.Json["recordedAt"]);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_got_a_new_key_is_found_at_its_location(string command)
    {
        var (type, reply) = Of(command);
        if (!type.IsAssignableTo(typeof(ICreation)))
        {
            Assert.Null(reply.Header("Location"));
            return;
        }
        var location = Assert.IsType<string>(reply.Header("Location"));
        var found = await story.Host.As("vera", "viewer").Get(location);
        Assert.True(found.Status == 200, $"{location} gave {found}");
        Assert.Contains($"\"{KeyOf(reply, location)}\"", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_story_records_every_kind_of_fact()
    {
        var recorded = story.Replies.Values
            .SelectMany(r => r.Json["events"]!.AsArray().Select(e => (string)e!["type"]!));
        Assert.Equal(
            Catalogue
                .All.Select(k => k.Name)
                .Except(RecordedByImports)
                .Except(["scenario-adopted"])
                .Except(RecordedByTheLedger)
                .Order(),
            recorded.Distinct().Order()
        );
    }

    [Theory]
    [InlineData("initiatives")]
    [InlineData("alignment")]
    [InlineData("ranking")]
    [InlineData("outcomes")]
    public async Task Another_node_reads_the_same_book_from_what_is_stored(string view)
    {
        await using var other = await LedgerHost.StartAsync(story.Host.Database);
        var here = await story.Host.As("vera", "viewer").Get($"portfolios/capital/{view}");
        var there = await other.As("vera", "viewer").Get($"portfolios/capital/{view}");
        Assert.Equal((200, 200), (here.Status, there.Status));
        Assert.Equal((string?)here.Json["digest"], (string?)there.Json["digest"]);
    }

    private static string KeyOf(Reply reply, string location) =>
        location[(location.LastIndexOfAny(['/', '=']) + 1)..] is { Length: > 0 } key
            ? key : throw new InvalidOperationException($"{location} of {reply} names no key");

    private (Type Type, Reply Reply) Of(string command)
    {
        var type = All.First(c => c.Name == command);
        return (type, story.Replies[type]);
    }
}
