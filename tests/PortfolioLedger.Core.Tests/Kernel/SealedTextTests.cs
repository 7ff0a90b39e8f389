using System.Security.Cryptography;
using System.Text;
using PortfolioLedger.Core.Feedback;
using static PortfolioLedger.Core.Tests.Kernel.ValueJson;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

public sealed class SealedTextTests
{
    private const string Words = "Das Wasser war braun — drei Tage lang. 水";

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(65)]
    public void A_commitment_is_the_HMAC_of_RFC_2104(int saltLength)
    {
        var salt = Enumerable.Range(200, saltLength).Select(i => (byte)i).ToArray();

        Assert.Equal(Convert.ToBase64String(Hmac(salt, Encoding.UTF8.GetBytes(Words))),
            SealedText.Seal(Words, salt).Commitment);
    }

    /// <summary>RFC 4231, test case 2: key "Jefe".</summary>
    [Fact]
    public void A_published_vector_is_met() => Assert.Equal(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        Convert.ToHexStringLower(Convert.FromBase64String(SealedText.Seal(
            "what do ya want for nothing?", "Jefe"u8.ToArray()).Commitment)));

    [Fact]
    public void Another_salt_hides_that_two_texts_are_equal() => Assert.NotEqual(
        SealedText.Seal(Words, Salt).Commitment,
        SealedText.Seal(Words, [.. Salt.Reverse()]).Commitment);

    [Fact]
    public void What_opens_it_stays_at_hand_until_the_commit()
    {
        var opening = SealedText.Seal(Words, Salt).Opening!;

        Assert.Equal(Words, opening.Text);
        Assert.Equal(Salt, opening.Salt);
    }

    [Fact]
    public void Only_the_commitment_is_stored()
    {
        var text = SealedText.Seal(Words, Salt);

        Assert.Equal($"\"{text.Commitment}\"", Write(text));
        Assert.Equal(text.Commitment, Read<SealedText>(Write(text)).Commitment);
        Assert.Null(Read<SealedText>(Write(text)).Opening);
    }

    [Fact]
    public void Neither_words_nor_salt_reach_facts_or_books()
    {
        var text = SealedText.Seal("brown water", Salt);
        var journal = Given.AStrategy().With(Complaint with { Text = text })
            .With(new AnswerFeedback(Fb12, text));
        var stored = journal.Entries.Select(e => Encoding.UTF8.GetString(Catalogue.Write(e.Fact)))
            .Append(Write(journal.Book.Feedback));

        Assert.All(stored, json =>
        {
            Assert.DoesNotContain("brown water", json, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Salt), json, StringComparison.Ordinal);
            Assert.DoesNotContain("opening", json, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Contains(text.Commitment, stored.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("{}")]
    public void A_commitment_is_a_string(string json) => Assert.NotEmpty(Refused<SealedText>(json));

    /// <summary>H((key ⊕ opad) ‖ H((key ⊕ ipad) ‖ text)), blocks of 64 bytes.</summary>
    private static byte[] Hmac(byte[] key, byte[] text)
    {
        var block = new byte[64];
        (key.Length > 64 ? SHA256.HashData(key) : key).CopyTo(block, 0);
        var inner = SHA256.HashData([.. block.Select(b => (byte)(b ^ 0x36)), .. text]);
        return SHA256.HashData([.. block.Select(b => (byte)(b ^ 0x5c)), .. inner]);
    }
}
