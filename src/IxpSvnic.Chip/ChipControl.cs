using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Chip.Shac.Cap;

namespace IxpSvnic.Chip;

/// <summary>
/// What the global control CSRs do to other units: IXP_RESET_0 bit 7 holds the MSF in reset, MISC_CONTROL bit 7 lets all
/// engines' timestamps count, bit 8 takes the boot flash away from address 0, IXP_RESET_0 bit 0 holds the XScale. *Not modelled:*
/// the other resets.
/// </summary>
internal sealed class ChipControl(Ixp2400 chip) : IGlobalControlListener
{
    private const int MiscControl = 0x04;
    private const int Reset0 = 0x0c;
    private const uint TimestampEnable = 1 << 7;
    private const uint FlashAliasDisable = 1 << 8;
    private const uint XscaleReset = 1;
    private const uint MsfReset = 1 << 7;

    /// <inheritdoc/>
    public void OnGlobalControl(int offset, uint value, uint before)
    {
        uint changed = value ^ before;
        if (offset == MiscControl)
        {
            chip.Gasket.IsFlashAliased = (value & FlashAliasDisable) == 0;
        }

        if (offset == Reset0 && (changed & XscaleReset) != 0)
        {
            chip.Gasket.HoldInReset((value & XscaleReset) != 0);
        }

        if (offset == Reset0 && (changed & value & MsfReset) != 0)
        {
            chip.Msf.Reset();
        }
        else if (offset == MiscControl && (changed & TimestampEnable) != 0)
        {
            for (int engine = 0; engine < Ixp2400.EngineCount; engine++)
            {
                chip.Fabric.Deliver(
                    new MeDelivery
                    {
                        Time = chip.Fabric.Events.Now + chip.Fabric.Timing.InboundTicks,
                        Kind = MeDeliveryKind.CsrWrite,
                        Me = (byte)engine,
                        Argument = LocalCsr.TimestampEnable,
                        Count = 1,
                    },
                    [(value & TimestampEnable) != 0 ? 1u : 0]);
            }
        }
    }
}
