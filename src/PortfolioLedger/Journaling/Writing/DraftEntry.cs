using PortfolioLedger.Core;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>An entry that is about to be appended.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Recorded">What its receipt says.</param>
/// <param name="Data">The JSON of its fact, as it is hashed and stored.</param>
/// <param name="LeafHash">Of its leaf in the audit log.</param>
internal sealed record DraftEntry(
    Entry Entry, ReceiptLine Recorded, byte[] Data, MerkleHash LeafHash)
{
    /// <summary>Serialises and hashes an entry: its leaf is known before the commit.</summary>
    public static DraftEntry From(Key portfolio, Entry entry)
    {
        var type = Catalogue.KindOf(entry.Fact).Name;
        var data = Catalogue.Write(entry.Fact);
        var leaf = Leaf.Hash(JournalEnvelope.From(portfolio, entry, type), data);
        return new(entry, new(entry.Position, entry.Id, type, entry.RecordedAt, leaf.ToString(),
            ReceiptLine.CorrectedBy(entry.Fact)), data, leaf);
    }
}
