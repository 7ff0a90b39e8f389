using System.Net;
using System.Text.Json;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>Earlier versions of views stay computable, with the fields they had.</summary>
public sealed class ViewVersionTests(ReadHost host) : IClassFixture<ReadHost>
{
    public static TheoryData<string> Raised =>
        [
            .. PortfolioLedger
                .Querying.ViewCatalogue.All.Where(v =>
                    // There is none of these here; BindingVotesOverHttpTests has a decision.
                    !v.Earlier.IsEmpty && v.Path is not "outcomes/{outcome}"
                        and not "decisions/{decision}"
                )
                .Select(v =>
                    v.Path.Replace("{initiative}", "croton", StringComparison.Ordinal)
                        .Replace(
                            "explanation",
                            "explanation?initiative=croton&from=20",
                            StringComparison.Ordinal
                        )
                        .Replace("initiatives-comparison", "initiatives-comparison?from=20",
                            StringComparison.Ordinal)
                ),
        ];

    [Fact]
    public void Every_version_from_the_first_on_is_there_but_one() =>
        Assert.All(PortfolioLedger.Querying.ViewCatalogue.All, view =>
        {
            // Version 1 of hindsight read a book that is kept in another way now.
            var first = view.Path == "hindsight" ? 2 : 1;
            Assert.Equal(Enumerable.Range(first, view.Version - first + 1),
                view.Versions.Select(v => v.Version));
            Assert.All(view.Earlier, v => Assert.Equal((view.Path, view.Name, view.IsList),
                (v.Path, v.Name, v.IsList)));
            Assert.All(view.Earlier, v => Assert.Equal(view.PersonalTexts, v.PersonalTexts));
            Assert.All(view.Earlier, v => Assert.Empty(v.Parameters.Except(view.Parameters)));
        });

    [Theory]
    [MemberData(nameof(Raised))]
    public async Task An_earlier_version_answers_with_its_own_digest_and_no_later_fields(
        string path
    )
    {
        var (now, then) = (await host.JsonAsync(path), await host.JsonAsync(
            $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}viewVersion=1"));

        Assert.DoesNotContain("/1:sha256:", now.GetProperty("digest").GetString());
        Assert.Contains("/1:sha256:", then.GetProperty("digest").GetString());
        Assert.Equal(now.GetProperty("asOf").GetRawText(), then.GetProperty("asOf").GetRawText());
        if (Fields(now).Count > 0)
            Assert.Subset(
                Fields(now),
                Fields(then).Select(f => NameNow(path, f)).ToHashSet(StringComparer.Ordinal)
            );
    }

    /// <summary>A field that got another name is the same field.</summary>
    private static string NameNow(string path, string field) =>
        (path, field) is ("listening", "voices") ? "received" : field;

    [Fact]
    public async Task Every_format_and_header_is_of_the_version_asked_for()
    {
        const string asked = "outcomes?viewVersion=1&asOfPosition=20";
        var json = await host.JsonAsync(asked);
        using var csv = await host.GetAsync($"{asked}&format=csv");
        using var now = await host.GetAsync("outcomes?asOfPosition=20&format=csv");

        Assert.Equal(
            json.GetProperty("digest").GetString(),
            csv.Headers.GetValues("Ledger-Digest").Single()
        );
        Assert.Contains("viewVersion=1", csv.Content.Headers.ContentLocation!.ToString());
        Assert.StartsWith("\"20.1.csv", csv.Headers.ETag!.Tag);
        Assert.DoesNotContain("retired", await FirstLineAsync(csv));
        Assert.Contains("retired", await FirstLineAsync(now));
        using var again = await host.AskAsync(csv.Content.Headers.ContentLocation.ToString());
        Assert.Equal(
            csv.Headers.GetValues("Ledger-Digest"),
            again.Headers.GetValues("Ledger-Digest")
        );
    }

    [Fact]
    public async Task The_version_of_now_can_be_asked_for_by_its_number() =>
        Assert.Equal(
            (await host.JsonAsync("outcomes?asOfPosition=20")).GetProperty("digest").GetString(),
            (await host.JsonAsync("outcomes?asOfPosition=20&viewVersion=2"))
                .GetProperty("digest")
                .GetString()
        );

    [Theory]
    [InlineData("outcomes?viewVersion=3", "1, 2")]
    [InlineData("outcomes?viewVersion=first", "1, 2")]
    [InlineData("alignment?viewVersion=0", "alignment: 1")]
    public async Task Another_version_is_refused_with_those_there_are(string path, string named)
    {
        var problem = await host.ProblemAsync(path, 400, "invalid-parameter");

        Assert.Contains(named, problem.GetRawText());
    }

    [Fact]
    public async Task Fields_of_later_versions_are_no_filters_of_an_earlier_one()
    {
        using var now = await host.GetAsync("outcomes?retired=false");
        Assert.Equal(HttpStatusCode.OK, now.StatusCode);
        await host.ProblemAsync("outcomes?retired=false&viewVersion=1", 400, "unknown-parameter");
    }

    private static HashSet<string> Fields(JsonElement answer)
    {
        var item = !answer.TryGetProperty("items", out var items) ? answer
            : items.GetArrayLength() > 0 ? items[0] : default;
        return item.ValueKind == JsonValueKind.Object
            ? [.. item.EnumerateObject().Select(f => f.Name)] : [];
    }

    private static async Task<string> FirstLineAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n')[
            0
        ];
}
