using System.Security.Cryptography;
using System.Text.Json;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Core.Books;

/// <summary>
/// The fingerprint of a whole book, <c>book/1:sha256:&lt;hex&gt;</c>: SHA-256 over the RFC 8785
/// form of its stored JSON. Equal folds of equal journals have equal digests, on every node.
/// </summary>
public static class BookDigest
{
    /// <summary>The digest of a book.</summary>
    public static string Compute(Book book)
    {
        var canonical = CanonicalJson.Encode(
            JsonSerializer.SerializeToUtf8Bytes(book, LedgerJson.Stored)
        );
        var hash = Convert.ToHexStringLower(SHA256.HashData(canonical));
        return $"book/{Book.FoldVersion}:sha256:{hash}";
    }
}
