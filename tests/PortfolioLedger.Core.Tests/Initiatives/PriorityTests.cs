using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class PriorityTests
{
    private static ShiftPriority Shift(int? from, int to) => new(Croton, to, Why, from);

    private static Journal Third => Given.AnInitiative().With(Shift(null, 3));

    [Fact]
    public void The_board_gives_a_first_class() =>
        Given.AnInitiative().When(Shift(null, 3)).Then(new PriorityShifted(Croton, null, 3, Why));

    [Fact]
    public void The_board_moves_an_initiative_to_another_class() =>
        Third.When(Shift(3, 1)).Then(new PriorityShifted(Croton, 3, 1, Why));

    [Theory]
    [InlineData(2)]
    [InlineData(null)]
    public void The_class_it_moves_from_must_be_its_class_today(int? from) =>
        Third.When(Shift(from, 1)).ThenRefused("priority-mismatch", About(Croton));

    [Fact]
    public void Classes_go_from_1_to_5()
    {
        Faulty.At(Shift(null, 0), "/to");
        Faulty.At(Shift(0, 6), "/to", "/from");
        Faulty.At(Shift(6, 5), "/from");
        Faulty.At(Shift(5, 1));
    }
}
