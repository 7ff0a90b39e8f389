using PortfolioLedger.Core;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling.Reading;

/// <summary>
/// Entries in a row as a book needs them, in some 30 bytes each: reading them again takes a tenth
/// of the time that their stored JSON takes.
/// </summary>
internal sealed class PackedPage
{
    private static readonly FactForm[] Forms = [.. Catalogue.All.Select(k =>
        (FactForm)Activator.CreateInstance(typeof(FactForm<>).MakeGenericType(k.Type))!)];

    private static readonly Dictionary<Type, int> Numbers =
        Catalogue.All.Select((k, i) => (k.Type, i)).ToDictionary(k => k.Type, k => k.i);

    private readonly PackedTexts _texts;
    private readonly byte[] _bytes;
    private readonly int _count;

    private PackedPage(PackedTexts texts, byte[] bytes, long after, int count) =>
        (_texts, _bytes, After, _count) = (texts, bytes, after, count);

    /// <summary>The position before its first entry.</summary>
    public long After { get; }

    /// <summary>The position of its last entry.</summary>
    public long Last => After + _count;

    /// <summary>What it occupies in memory, in bytes.</summary>
    public int Size => _bytes.Length + 200;

    /// <summary>Packs entries whose positions follow each other.</summary>
    public static PackedPage Pack(PackedTexts texts, IReadOnlyList<Posting> entries)
    {
        var writer = new PackWriter(texts);
        var recorded = 0L;
        foreach (var entry in entries)
        {
            writer.WriteNumber(entry.RecordedAt.UtcTicks - recorded);
            recorded = entry.RecordedAt.UtcTicks;
            Packed<DateTimeOffset?>.Write(writer, entry.ReportedAt);
            writer.WriteNumber(entry.EffectiveOn.DayNumber - recorded / TimeSpan.TicksPerDay);
            Packed<Actor>.Write(writer, entry.Actor);
            writer.WriteText(entry.OnBehalfOf);
            var number = Numbers[entry.Fact.GetType()];
            writer.WriteUnsigned((ulong)number);
            Forms[number].Write(writer, entry.Fact);
        }
        return new(texts, writer.ToArray(), entries[0].Position - 1, entries.Count);
    }

    /// <summary>Its entries behind one position, up to and including another.</summary>
    public IEnumerable<Posting> Between(long after, long upTo)
    {
        var reader = new PackReader(_texts, _bytes);
        var recorded = 0L;
        var actor = default(Actor);
        for (var position = After + 1; position <= Math.Min(Last, upTo); position++)
        {
            recorded += reader.ReadNumber();
            var reportedAt = Packed<DateTimeOffset?>.Read(reader);
            var effectiveOn = DateOnly.FromDayNumber(
                (int)(reader.ReadNumber() + recorded / TimeSpan.TicksPerDay)
            );
            var by = Packed<Actor>.Read(reader);
            // Most entries in a row are of the same actor: books then hold it once.
            actor = by == actor ? actor : by;
            var onBehalfOf = reader.ReadText();
            var fact = Forms[(int)reader.ReadUnsigned()].Read(reader);
            if (position > after)
                yield return new(
                    position,
                    new(recorded, TimeSpan.Zero),
                    reportedAt,
                    effectiveOn,
                    actor!,
                    fact
                )
                {
                    OnBehalfOf = onBehalfOf,
                };
        }
    }

    /// <summary>How facts of one kind are packed.</summary>
    private abstract class FactForm
    {
        public abstract void Write(PackWriter writer, IFact fact);

        public abstract IFact Read(PackReader reader);
    }

    private sealed class FactForm<T> : FactForm where T : class, IFact
    {
        public override void Write(PackWriter writer, IFact fact) =>
            Packed<T>.Write(writer, (T)fact);

        public override IFact Read(PackReader reader) => Packed<T>.Read(reader);
    }
}
