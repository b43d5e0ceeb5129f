using IxpSvnic.Arm.Instructions;

namespace IxpSvnic.Arm.Tests.Instructions;

[TestClass]
public sealed class TheTables
{
    [TestMethod]
    public void No_word_belongs_to_two_rows_unless_one_is_a_declared_special_case()
    {
        Check(InstructionTable.Arm);
        Check(InstructionTable.Thumb);
    }

    [TestMethod]
    public void Every_word_is_found_as_the_row_it_matches()
    {
        Random random = new(1);
        for (int i = 0; i < 4_000_000; i++)
        {
            uint word = (uint)random.NextInt64(1L << 32);
            InstructionRow? found = InstructionTable.FindArm(word);
            if (found is not null)
            {
                Assert.IsTrue(found.Pattern.Matches(word), $"{word:x8} found as {found}");
            }
            else if (i % 64 == 0)
            {
                Assert.IsFalse(InstructionTable.Arm.Any(r => r.Pattern.Matches(word)), $"{word:x8} not found");
            }
        }
    }

    [TestMethod]
    public void Words_that_match_no_row_are_UNDEFINED()
    {
        // ARMv6 media, MOVW, LDREX, UMAAL, BXJ, SRS, and the v5 hole behind cond = 1111.
        foreach (uint word in (uint[])[0xe6ef0070, 0xe3000001, 0xe1910f9f, 0xe0421394, 0xe12fff21, 0xf8cd0500, 0xf0000000, 0xe7f000f0])
        {
            Assert.IsNull(InstructionTable.FindArm(word), $"{word:x8}");
        }
    }

    private static void Check(IReadOnlyList<InstructionRow> rows)
    {
        foreach (InstructionRow row in rows)
        {
            foreach (InstructionRow other in rows.Skip(row.Index + 1).Where(o => o.Pattern.Overlaps(row.Pattern)))
            {
                bool isDeclared = (row.Has(InstructionFlags.IsSpecialCase) && row.Pattern.Refines(other.Pattern))
                    || (other.Has(InstructionFlags.IsSpecialCase) && other.Pattern.Refines(row.Pattern));
                Assert.IsTrue(isDeclared, $"'{row}' and '{other}' overlap");
            }
        }
    }
}
