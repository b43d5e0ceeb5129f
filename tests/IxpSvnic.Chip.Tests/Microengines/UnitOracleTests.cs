using System.IO.Hashing;
using CsCheck;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>CRC, CAM and pseudo-random numbers against independent models.</summary>
[TestClass]
public sealed class UnitOracleTests
{
    private static readonly CrcType[] Types =
        [CrcType.Ccitt, CrcType.Crc32, CrcType.Iscsi, CrcType.Crc10, CrcType.Crc5];

    private static readonly (int First, int Last)[] Ranges =
        [(0, 3), (1, 3), (2, 3), (3, 3), (0, 2), (0, 1), (0, 0)];

    [TestMethod]
    public void Swapped_crc_32_is_the_reflected_crc_of_ethernet() => Gen.Byte.Array[4, 64].Sample(bytes =>
    {
        uint remainder = uint.MaxValue;
        foreach (uint word in Words(bytes))
        {
            remainder = CrcUnit.Feed(remainder, word, CrcType.Crc32, CrcBytes.Bytes0To3, false, true);
        }

        return ~ReverseBits(remainder) == Crc32.HashToUInt32(bytes.AsSpan(0, bytes.Length & ~3));
    });

    [TestMethod]
    public void Every_type_is_polynomial_division_bit_by_bit() => Gen
        .Select(
            Gen.Int[0, Types.Length - 1], Gen.Int[0, 6], Gen.UInt, Gen.UInt, Gen.Bool, Gen.Bool)
        .Sample((number, bytes, start, word, little, swap) =>
        {
            CrcType type = Types[number];
            (int width, uint polynomial) = type switch
            {
                CrcType.Ccitt => (16, 0x1021u),
                CrcType.Crc10 => (10, 0x233u),
                CrcType.Crc5 => (5, 5u),
                CrcType.Iscsi => (32, 0x1edc6f41u),
                _ => (32, 0x04c11db7u),
            };
            uint mask = uint.MaxValue >> (32 - width);
            uint expected = start & mask;
            (int first, int last) = Ranges[bytes];
            for (int i = first; i <= last; i++)
            {
                uint data = (word >> (little ? 8 * i : 24 - (8 * i))) & 0xff;
                for (int bit = 0; bit < 8; bit++)
                {
                    uint next = (data >> (swap ? bit : 7 - bit)) & 1;
                    uint top = (expected >> (width - 1)) & 1;
                    expected = ((expected << 1) & mask) ^ (top != next ? polynomial : 0);
                }
            }

            return CrcUnit.Feed(start & mask, word, type, (CrcBytes)bytes, little, swap) == expected;
        });

    [TestMethod]
    public void The_cam_keeps_entries_in_order_of_use() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 15], Gen.UInt[0, 20]).Array[1, 200].Sample(steps =>
        {
            MicroengineState state = new();
            List<int> order = [.. Enumerable.Range(0, 16)];
            uint[] tags = new uint[16];
            foreach ((int kind, int entry, uint tag) in steps)
            {
                if (kind == 0)
                {
                    CamUnit.Write(state, entry, tag, entry);
                    tags[entry] = tag;
                    order.Remove(entry);
                    order.Add(entry);
                    continue;
                }

                int hit = Array.IndexOf(tags, tag);
                uint expected = hit < 0
                    ? (uint)order[0] << 3
                    : ((uint)state.CamState[hit] << 8) | 0x80 | ((uint)hit << 3);
                if (CamUnit.Lookup(state, tag) != expected)
                {
                    return false;
                }

                if (hit >= 0)
                {
                    order.Remove(hit);
                    order.Add(hit);
                }
            }

            return true;
        });

    [TestMethod]
    public void Jumping_ahead_is_stepping() => Gen.Select(Gen.UInt, Gen.Int[0, 3000]).Sample((start, steps) =>
    {
        uint expected = start;
        for (int i = 0; i < steps; i++)
        {
            expected = (expected >> 1) ^ ((expected & 1) != 0 ? 0x8020_0003 : 0);
        }

        return PseudoRandom.Advance(start, steps) == expected;
    });

    [TestMethod]
    public void The_pseudo_random_register_has_the_full_period()
    {
        const long Period = uint.MaxValue;
        Assert.AreEqual(1u, PseudoRandom.Advance(1, Period));
        foreach (long factor in (long[])[3, 5, 17, 257, 65537])
        {
            Assert.AreNotEqual(1u, PseudoRandom.Advance(1, Period / factor));
        }
    }

    [TestMethod]
    [DataRow(CtxEnablesBits.PrnEveryCycle, 7L)]
    [DataRow(0u, 1L)]
    public void The_pseudo_random_number_steps_by_mode(uint mode, long steps)
    {
        EngineBench bench = EngineBench.Running(
            """
            local_csr_rd[PSEUDO_RANDOM_NUMBER]
            immed[a0, 0x0]
            nop
            nop
            nop
            nop
            nop
            local_csr_rd[PSEUDO_RANDOM_NUMBER]
            immed[a1, 0x0]
            ctx_arb[kill]
            """,
            mode: mode);
        bench.RunCycles(100);
        uint first = bench.Engine.Debug.ReadRegister(new Operand(OperandKind.GprA, 0), 0);
        uint second = bench.Engine.Debug.ReadRegister(new Operand(OperandKind.GprA, 1), 0);
        Assert.AreEqual(PseudoRandom.Advance(first, steps), second);
    }

    private static IEnumerable<uint> Words(byte[] bytes)
    {
        for (int i = 0; i + 4 <= bytes.Length; i += 4)
        {
            yield return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(i));
        }
    }

    private static uint ReverseBits(uint value)
    {
        uint result = 0;
        for (int i = 0; i < 32; i++)
        {
            result = (result << 1) | ((value >> i) & 1);
        }

        return result;
    }
}
