using IxpSvnic.Microcode.Assembler;

namespace IxpSvnic.Microcode.Tests.Assembler;

[TestClass]
public sealed class PreprocessorTests
{
    [TestMethod]
    [DataRow("1 + 2 * 3", 7u)]
    [DataRow("(1 + 2) * 3", 9u)]
    [DataRow("7 / 2 + 7 % 4", 6u)]
    [DataRow("1 << 4 | 1", 17u)]
    [DataRow("0xff & ~0xf", 0xf0u)]
    [DataRow("~0 >> 24", 0xffu)]
    [DataRow("5 > 3 && 2 <= 2 || 0", 1u)]
    [DataRow("!5 + !0", 1u)]
    [DataRow("6 ^ 3", 5u)]
    [DataRow("3 == 3 ? 10 : 20", 10u)]
    [DataRow("-1 < 0", 1u)]
    [DataRow("0b101 + 010", 15u)]
    [DataRow("log2(64)", 6u)]
    [DataRow("streq('abc', 'ABC') + streq(a, b)", 1u)]
    [DataRow("strstr('$xfer', '$') + strlen('four')", 4u)]
    [DataRow("streq(strleft('abcdef', 2), 'ab') + streq(strright('abcdef', 2), 'ef')", 2u)]
    [DataRow("isnum(5) + isnum(FIVE) + isnum(x)", 2u)]
    [DataRow("defined(FIVE) + defined(SIX)", 1u)]
    [DataRow("NOBODY + 1", 1u)]
    public void Expressions_have_the_value_that_C_gives_them(string expression, uint value)
    {
        string[] text = AssemblySource.Disassembled($"""
            #define FIVE 5
            #define_eval VALUE {expression}
            immed[a0, (VALUE)]
            """);
        Assert.AreEqual($"immed[a0, 0x{value:x}]", text[0]);
    }

    [TestMethod]
    public void Only_the_chosen_branch_of_a_condition_is_assembled() => Expect(
        ["immed[a0, 0x2]", "immed[a1, 0x3]", "immed[a2, 0x5]"],
        """
        #define N 2
        #if N == 1
            immed[a0, 1]
        #elif N == 2
            immed[a0, 2]
            #ifdef N
                immed[a1, 3]
            #else
                this is not looked at [(
            #endif
        #else
            immed[a0, 4]
        #endif
        #ifndef N
        #error never
        #else
            immed[a2, 5]
        #endif
        """);

    [TestMethod]
    public void Definitions_take_arguments_and_see_later_definitions() => Expect(
        ["immed[a0, 0x13]"],
        """
        #define FIELD(v, at) ((v) << at)
        #define WORD (FIELD(1, FOUR) | THREE)
        #define FOUR 4
        #define THREE 3
        immed[a0, WORD]
        """);

    [TestMethod]
    public void Macros_are_chosen_by_their_number_of_arguments() => Expect(
        ["immed[a0, 0x1]", "immed[a0, 0x7]"],
        """
        #macro one(r)
            immed[r, 1]
        #endm
        #macro one(r, v)
            immed[r, v]
        #endm
        one(a0)
        one(a0, 7)
        """);

    [TestMethod]
    public void Labels_and_registers_of_a_macro_are_its_own() => Expect(
        ["immed[a0, 0x0]", "beq[.0]", "immed[a1, 0x0]", "beq[.2]"],
        """
        #macro again(r)
        top#:
            immed[r, 0]
            beq[top#]
        #endm
        again(a0)
        again(a1)
        """);

    [TestMethod]
    public void An_argument_means_what_it_means_at_the_call()
    {
        MiniEngine engine = MiniEngine.Run(AssemblySource.Image("""
            #macro twice(out, in)
            .begin
                .reg temp
                alu[temp, in, +, 0]
                alu_shf[out, --, B, temp, <<1]
            .end
            #endm
            .reg temp $out
            .addr $out 0
            immed[temp, 21]
            twice(temp, temp)
            alu[$out, --, B, temp]
            """));
        Assert.AreEqual(42u, engine.SOut[0]);
    }

    [TestMethod]
    public void Parameters_are_replaced_inside_names_and_text() => Expect(
        ["alu[$0, --, B, a1]", "immed[a2, 0x1]"],
        """
        #macro send(x, n)
            .reg $x/**/_/**/n
            .addr $x/**/_/**/n 0
            alu[$x/**/_/**/n, --, B, a1]
            #if (streq('x', 'word'))
                immed[a2, n]
            #endif
        #endm
        send(word, 1)
        """);

    [TestMethod]
    public void Loops_repeat_their_lines() => Expect(
        ["immed[a0, 0x0]", "immed[a1, 0x0]", "nop", "nop", "immed[b5, 0x9]", "immed[b7, 0x9]", "immed[a3, 0x2]",
            "immed[a3, 0x1]"],
        """
        #for n [0, 1]
            immed[a/**/n, 0]
        #endloop
        #repeat 2
            nop
        #endloop
        #for r [b5, b7, ]
            #if (!streq('r', ''))
            immed[r, 9]
            #endif
        #endloop
        #define_eval I 2
        #while I > 0
            immed[a3, I]
            #define_eval I (I - 1)
        #endloop
        """);

    [TestMethod]
    public void Comments_and_continuation_lines_are_white_space() => Expect(
        ["alu[a0, a1, +, b2]", "nop"],
        """
        alu[a0,    // first
            a1,    ; second
            +, /* of
            three */ b2]
        #if 1 && \
            1
        nop
        #endif
        """);

    [TestMethod]
    public void Includes_are_found_beside_the_file_and_in_the_folders_given()
    {
        AssemblerResult result = AssemblySource.Assemble(
            """
            #include "parts/one.uc"
            #include <two.uc>
            """,
            ("parts/one.uc", "#include \"beside.uc\"\nnop"),
            ("parts/beside.uc", "immed[a0, 1]"),
            ("lib/two.uc", "immed[a0, 2]"));
        CollectionAssert.AreEqual(
            (string[])["immed[a0, 0x1]", "nop", "immed[a0, 0x2]"], AssemblySource.Disassembled(result.RequireImage()));
        Assert.AreEqual("lib/two.uc:1", result.Image!.SourceOf(2).ToString());
    }

    [TestMethod]
    public void Definitions_from_outside_hold_and_bind_import_variables()
    {
        AssemblerResult result = MicrocodeAssembler.AssembleText(
            """
            .import_var BASE
            #if isimport(OTHER)
            #error no
            #endif
            immed[a0, BASE]
            """,
            options: new AssemblerOptions { Definitions = new Dictionary<string, string> { ["BASE"] = "0x44" } });
        Assert.AreEqual("immed[a0, 0x44]", AssemblySource.Disassembled(result.RequireImage())[0]);
    }

    private static void Expect(string[] expected, string source) =>
        CollectionAssert.AreEqual(expected, AssemblySource.Disassembled(source));
}
