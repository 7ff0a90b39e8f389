using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Frame;

namespace PortfolioLedger.Tests.Pages;

/// <summary>Frames are kept: nobody may see that of another page, or of another person.</summary>
public sealed class FrameRendererTests(LedgerHost ledger) : IClassFixture<LedgerHost>
{
    private static readonly DocumentModel Page = new(
        "Ranking", "content", "person", "A plan", null, 7, new(2026, 3, 31),
        new(Key.Parse("capital"), []), "ranking",
        new(7, null, new(2026, 3, 31), false), false, "digest", [], []);

    /// <summary>Another value for each field that the frame shows.</summary>
    private static readonly Dictionary<string, Func<DocumentModel, DocumentModel>> Others = new()
    {
        [nameof(Page.Title)] = p => p with { Title = "Alignment" },
        [nameof(Page.Portfolio)] = p => p with { Portfolio = "Another plan" },
        [nameof(Page.Archived)] = p => p with { Archived = new(2026, 1, 1) },
        [nameof(Page.Last)] = p => p with { Last = 8 },
        [nameof(Page.Today)] = p => p with { Today = new(2026, 4, 1) },
        [nameof(Page.Links)] = p => p with
        {
            Links = new(Key.Parse("capital"), [("asOfPosition", "6")]),
        },
        [nameof(Page.Path)] = p => p with { Path = "alignment" },
        [nameof(Page.When)] = p => p with { When = new(6, null, new(2026, 3, 31), false) },
        [nameof(Page.IsPast)] = p => p with { IsPast = true },
        [nameof(Page.Digest)] = p => p with { Digest = "another" },
        [nameof(Page.Actions)] = p => p with { Actions = [("CSV", "/csv")] },
        [nameof(Page.Given)] = p => p with { Given = [("sort", "name")] },
        [nameof(Page.Trail)] = p => p with { Trail = new(new([]), "") },
        [nameof(Page.Live)] = p => p with { Live = "/live" },
        [nameof(Page.IsDemo)] = p => p with { IsDemo = true },
        [nameof(Page.Theme)] = p => p with { Theme = "dark" },
        [nameof(Page.Sought)] = p => p with { Sought = "water" },
        [nameof(Page.Facts)] = p => p with { Facts = ["Read models up to date"] },
    };

    /// <summary>What stands in the gaps of a frame.</summary>
    private static readonly ImmutableArray<string> Gaps =
        [nameof(Page.Person), nameof(Page.Content)];

    public static TheoryData<string> Fields => [.. typeof(DocumentModel)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_frame_is_told_from_others_by_every_field_but_person_and_content(string field)
    {
        if (Gaps.Contains(field))
            return;
        Assert.True(Others.ContainsKey(field), $"{field} is new: say here what else it can be, "
            + "and put it into FrameText.");

        Assert.NotEqual(Page.FrameText, Others[field](Page).FrameText);
    }

    [Fact]
    public void Words_in_a_field_never_make_the_frame_of_another_page() => Assert.NotEqual(
        (Page with { Given = [("a", "b"), ("c", "d")] }).FrameText,
        (Page with { Given = [("a", "b1:c1:d")] }).FrameText);

    [Fact]
    public async Task A_kept_frame_holds_neither_the_person_nor_the_content_it_was_rendered_with()
    {
        var frames = ledger.App.Services.GetRequiredService<FrameRenderer>();

        var first = await frames.OfAsync(Page with { Person = "alice", Content = "her numbers" });
        var again = await frames.OfAsync(Page with { Person = "bob", Content = "other numbers" });

        Assert.Same(first, again);
        var html = string.Concat(new[] { first.Start, first.Middle, first.End }
            .Select(Encoding.UTF8.GetString));
        Assert.DoesNotContain("alice", html, StringComparison.Ordinal);
        Assert.DoesNotContain("numbers", html, StringComparison.Ordinal);
        Assert.Contains("A plan", html, StringComparison.Ordinal);
    }
}
