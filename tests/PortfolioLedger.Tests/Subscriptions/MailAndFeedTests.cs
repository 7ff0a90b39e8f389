using System.ServiceModel.Syndication;
using System.Xml;
using MimeKit;
using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Subscriptions;

/// <summary>Subscribers who read mails or a feed.</summary>
public sealed class MailAndFeedTests(SharedLedger ledger)
{
    [Fact]
    public async Task A_matching_event_becomes_one_mail_in_the_folder()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-mails-");
        try
        {
            await using var host = await SendingLedger.StartAsync(mails: folder.FullName);
            var portfolio = await host.OpenAsync();
            await portfolio.Do("subscriptions", """
                {"key":"board","filter":{"departments":["finance"],"types":["portfolio-budget-set"]},
                 "delivery":{"kind":"mail-file","to":"board@example.org"}}
                """);
            await portfolio.DepartmentAsync();
            await portfolio.Do("budget", """
                {"period":"2026","capex":100,"grounds":{"rationale":"Beschluss des Vorstands über Brücken"}}
                """
            );
            await Wait.UntilAsync(async () =>
                (await portfolio.DeliveriesAsync("board")) is [{ Status: "delivered" }]
            );
            var file = Assert.Single(folder.GetFiles());
            Assert.Equal($"capital-board-{portfolio.LastPosition}.eml", file.Name);
            using var mail = await MimeMessage.LoadAsync(
                file.FullName,
                TestContext.Current.CancellationToken
            );
            Assert.Equal("Set the portfolio budget for 2026 to 100 USD", mail.Subject);
            Assert.Equal("board@example.org", ((MailboxAddress)Assert.Single(mail.To)).Address);
            Assert.Equal(
                "portfolio-ledger@localhost",
                ((MailboxAddress)Assert.Single(mail.From)).Address
            );
            Assert.False(string.IsNullOrEmpty(mail.MessageId));
            Assert.Contains(
                "Beschluss des Vorstands über Brücken",
                mail.TextBody,
                StringComparison.Ordinal
            );
            Assert.Contains("alice (approver, finance)", mail.TextBody, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_feed_in_Atom_holds_the_newest_that_match()
    {
        var portfolio = await FilledAsync();
        var reply = await portfolio
            .Host.As("vera", "viewer")
            .Get(portfolio.PathOf("subscriptions/feed/feed?limit=2"));
        Assert.Equal(
            (200, "application/atom+xml; charset=utf-8"),
            (reply.Status, reply.Header("Content-Type"))
        );
        using var xml = XmlReader.Create(new StringReader(reply.Text));
        var feed = SyndicationFeed.Load(xml);
        Assert.Equal(["Registered the department Water", "Registered the department Roads"],
            feed.Items.Select(i => i.Title.Text));
        Assert.All(feed.Items, i => Assert.StartsWith("urn:uuid:", i.Id, StringComparison.Ordinal));
        var next = feed.Links.Single(l => l.RelationshipType == "next").Uri;
        var rest = await portfolio.Approver.Get(next.PathAndQuery);
        using var more = XmlReader.Create(new StringReader(rest.Text));
        Assert.Equal(["Registered the department Parks"],
            SyndicationFeed.Load(more).Items.Select(i => i.Title.Text));
    }

    [Fact]
    public async Task A_feed_in_JSON_holds_the_same()
    {
        var portfolio = await FilledAsync();
        var reply = await portfolio.Approver.Get(
            portfolio.PathOf("subscriptions/feed/feed?format=json")
        );
        Assert.Equal("application/feed+json; charset=utf-8", reply.Header("Content-Type"));
        Assert.Equal("https://jsonfeed.org/version/1.1", (string?)reply.Json["version"]);
        Assert.Equal(
            [
                "Registered the department Water",
                "Registered the department Roads",
                "Registered the department Parks",
            ],
            reply.Json["items"]!.AsArray().Select(i => (string)i!["title"]!)
        );
        Assert.Null(reply.Json["next_url"]);
        var events = await portfolio.Approver.Get(
            portfolio.PathOf($"events?after={portfolio.LastPosition - 1}")
        );
        Assert.Equal($"urn:uuid:{events.Json[0]!["id"]}", (string?)reply.Json["items"]![0]!["id"]);
    }

    [Theory]
    [InlineData("""{"decisionsOnly":true}""", 1)]
    [InlineData("""{"subjects":["department/roads","department/none"]}""", 1)]
    [InlineData("""{"departments":["finance"]}""", 5)]
    [InlineData("""{"departments":["legal"]}""", 0)]
    [InlineData("""{"types":["department-registered"],"decisionsOnly":true}""", 0)]
    [InlineData("{}", 5)]
    public async Task A_feed_lets_through_what_its_filter_does(string filter, int expected)
    {
        var portfolio = await ledger.OpenAsync();
        await portfolio.Do(
            "subscriptions",
            $$$"""{"key":"feed","filter":{{{filter}}},"delivery":{"kind":"feed"}}"""
        );
        await DepartmentsAsync(portfolio);
        await portfolio.Do(
            "budget",
            $$"""{"period":"2026","capex":100,{{TestPortfolio.Grounds}}}"""
        );
        await portfolio.Do("customer-segments", """{"key":"homes","name":"Homes"}""");
        var reply = await portfolio.Approver.Get(
            portfolio.PathOf("subscriptions/feed/feed?format=json")
        );
        Assert.Equal(expected, reply.Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_a_feed_does_not_know_is_refused()
    {
        var portfolio = await FilledAsync();
        (await portfolio.Approver.Get(portfolio.PathOf("subscriptions/none/feed"))).AssertProblem(
            404,
            "unknown-subscription"
        );
        (
            await portfolio.Approver.Get(portfolio.PathOf("subscriptions/feed/feed?format=rss"))
        ).AssertProblem(400, "unknown-format");
        (
            await portfolio.Approver.Get(portfolio.PathOf("subscriptions/feed/feed?since=1"))
        ).AssertProblem(400, "unknown-parameter");
        (
            await portfolio.Host.Anonymous.Get(portfolio.PathOf("subscriptions/feed/feed"))
        ).AssertProblem(401, "unauthenticated");
        (
            await portfolio.Approver.Get(
                portfolio.PathOf("subscriptions/feed/deliveries?status=lost")
            )
        ).AssertProblem(400, "invalid-parameter");
    }

    private async Task<TestPortfolio> FilledAsync()
    {
        var portfolio = await ledger.OpenAsync();
        await portfolio.Do(
            "subscriptions",
            """{"key":"feed","filter":{"types":["department-registered"]},"delivery":{"kind":"feed"}}"""
        );
        await DepartmentsAsync(portfolio);
        return portfolio;
    }

    private static async Task DepartmentsAsync(TestPortfolio portfolio)
    {
        foreach (var name in (string[])["Parks", "Roads", "Water"])
            await portfolio.Do(
                "departments",
                $$"""{"key":"{{name.ToLowerInvariant()}}","name":"{{name}}"}"""
            );
    }
}
