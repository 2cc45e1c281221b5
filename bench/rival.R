# The loop that base R invites to: one municipality of 7 000, cell after cell, the draws of a cell in one vector; deaths,
# births, out- and in-moves. Prints processor nanoseconds per cell. Usage: Rscript rival.R DRAWS YEARS
given <- as.integer(commandArgs(TRUE))
draws <- given[1]
years <- given[2]
set.seed(1)
age <- 0:105
death <- sapply(c(2e-5, 4e-5), function(level) pmin(1, level * exp(0.1 * age)))
out <- 0.025 + 0.12 * exp(-0.02 * (age - 24)^2)
fertility <- ifelse(age > 15 & age < 48, 0.1 * exp(-0.01 * (age - 31)^2), 0)
persons <- array(33L, c(draws, 106, 2))
took <- system.time(for (year in seq_len(years)) {
    births <- rpois(draws, persons[, , 1] %*% fertility)
    boys <- rbinom(draws, births, 0.514)
    persons[, 106, ] <- persons[, 106, ] + persons[, 105, ]
    persons[, 2:105, ] <- persons[, 1:104, ]
    persons[, 1, 1] <- births - boys
    persons[, 1, 2] <- boys
    for (sex in 1:2) for (x in 1:106) {
        n <- persons[, x, sex]
        n <- n - rbinom(draws, n, death[x, sex])
        n <- n - rbinom(draws, n, out[x])
        persons[, x, sex] <- n + rpois(draws, 33 * out[x])
    }
})
cat(sprintf("%.2f\n", (took[["user.self"]] + took[["sys.self"]]) * 1e9 / (212 * years * draws)))
