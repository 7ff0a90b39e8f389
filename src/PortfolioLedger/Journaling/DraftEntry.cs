using JasperFx.Events;
using PortfolioLedger.Core.Evidence;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling;

/// <summary>An entry that is about to be appended, with what its receipt says.</summary>
internal sealed record DraftEntry(Entry Entry, RecordedEvent Recorded, int Bytes)
{
    /// <summary>Serialises and hashes an entry: its leaf is known before the commit.</summary>
    public static DraftEntry Of(Key portfolio, Entry entry)
    {
        var type = Catalogue.KindOf(entry.Fact).Name;
        var data = Catalogue.Write(entry.Fact);
        var leafHash = Leaf.HashBase64(JournalEnvelope.Of(portfolio, entry, type), data);
        return new(entry, new(entry.Position, entry.Id, type, entry.RecordedAt, leafHash), data.Length);
    }

    /// <summary>The same for the event store; nothing is set on the session, whose values would leak.</summary>
    public IEvent AsEvent(Marten.Events.IEventStoreOperations events)
    {
        var built = events.BuildEvent(Entry.Fact);
        built.Id = Entry.Id;
        built.Timestamp = Entry.RecordedAt;
        built.CorrelationId = Entry.CorrelationId;
        built.CausationId = Entry.CausationId;
        built.UserName = Entry.Actor.Id;
        built.Headers = EventHeaders.Of(Entry);
        return built;
    }
}
