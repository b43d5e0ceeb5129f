using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Memory;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Host.Tests;

[TestClass]
public sealed class ParameterTests
{
    [TestMethod]
    public void EveryParameterHasASourceAndReadsItsOwnTextBack()
    {
        ParameterSet set = new();
        set.Add("host", new HostParameters());
        set.Add("iommu", new IommuParameters());
        set.Add("guest", new GuestParameters());
        set.Add("guestCost", new GuestCosts());
        set.Add("hypervisor", new HypervisorParameters());
        Assert.IsGreaterThan(20, set.All.Count());
        foreach (Parameter parameter in set.All)
        {
            Assert.AreNotEqual("", parameter.Source, parameter.Name);
            object before = parameter.Value;
            set.Set(parameter.Name, parameter.Text);
            Assert.AreEqual(before, parameter.Value, parameter.Name);
        }
    }
}
