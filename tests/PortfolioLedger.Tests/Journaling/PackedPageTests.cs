using System.Text;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>
/// Pages hold every entry as it was read: whatever kind of fact, with every field or few.
/// </summary>
public class PackedPageTests
{
    private static readonly DateTimeOffset Recorded = new(2026, 3, 31, 23, 59, 59, TimeSpan.Zero);

    private static readonly Actor[] Actors =
    [
        new("alice", Role.Approver, "finance"),
        new("bob", Role.Viewer),
        new("import:nyc", Role.Administrator),
    ];

    /// <summary>One fact of every kind with all fields, and with as few as it may have.</summary>
    private static IEnumerable<(string Kind, string Json)> Samples =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "stored-facts.golden.txt"))
            .Select(line => (line.Split(' ', 2)[0], line.Split(' ', 2)[1]));

    private static Posting[] Entries { get; } =
        [.. Samples.Select((s, i) => new Posting(2_049 + i, Recorded.AddMicroseconds(i * 7),
            i % 3 == 0 ? Recorded.AddDays(-i).AddMicroseconds(i) : null,
            DateOnly.FromDateTime(Recorded.UtcDateTime).AddDays(i % 5 * 100 - 200), Actors[i % 3],
            Catalogue.Read(s.Kind, 1, Encoding.UTF8.GetBytes(s.Json)))
        {
            OnBehalfOf = i % 2 == 0 ? "the board" : null,
        })];

    [Fact]
    public void An_entry_of_every_kind_comes_back_as_it_was()
    {
        var page = PackedPage.Pack(new PackedTexts(), Entries);
        var read = page.Between(2_048, long.MaxValue).ToArray();

        Assert.Equal(
            Catalogue.All.Length,
            Entries.Select(e => e.Fact.GetType()).Distinct().Count()
        );
        Assert.Equal(
            Samples.Select(s => s.Json),
            read.Select(e => Encoding.UTF8.GetString(Catalogue.Write(e.Fact)))
        );
        Assert.Equal(Entries.Select(Envelope), read.Select(Envelope));
    }

    [Fact]
    public void A_part_of_a_page_can_be_read()
    {
        var page = PackedPage.Pack(new PackedTexts(), Entries);

        Assert.Equal([2_051L, 2_052L], page.Between(2_050, 2_052).Select(e => e.Position));
        Assert.Equal((2_048, 2_048 + Entries.Length), (page.After, page.Last));
    }

    [Fact]
    public void Texts_that_find_no_room_among_the_shared_ones_are_kept_too()
    {
        var texts = new PackedTexts();
        for (var i = 0; i < 250_000; i++)
            texts.NumberOf($"filler {i}");
        var read = PackedPage.Pack(texts, Entries).Between(2_048, long.MaxValue);

        Assert.Equal(
            Samples.Select(s => s.Json),
            read.Select(e => Encoding.UTF8.GetString(Catalogue.Write(e.Fact)))
        );
    }

    [Fact]
    public void Numbers_keep_every_digit_and_their_scale()
    {
        decimal[] numbers =
        [
            0,
            0.00m,
            -0.5m,
            2.50m,
            decimal.MaxValue,
            decimal.MinValue,
            79228162514264337593543950335m / 3,
        ];
        var texts = new PackedTexts();
        var writer = new PackWriter(texts);
        foreach (var number in numbers)
            writer.WriteDecimal(number);
        var reader = new PackReader(texts, writer.ToArray());

        Assert.Equal(
            numbers.Select(decimal.GetBits),
            numbers.Select(_ => decimal.GetBits(reader.ReadDecimal()))
        );
    }

    private static object Envelope(Posting e) => 
        (e.Position, e.RecordedAt, e.ReportedAt, e.EffectiveOn, e.Actor, e.OnBehalfOf);
}
